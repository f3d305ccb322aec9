//! Packs with something wrong in them: every finding names file, line and key.

use super::*;

/// The pack with one text of one file replaced.
fn changed(file: &str, was: &str, now: &str) -> Vec<Finding> {
    let files = crate::pack!().map(|(name, text)| {
        if name == file {
            assert!(text.contains(was), "{file} has no {was}");
            (name, text.replacen(was, now, 1))
        } else {
            (name, text)
        }
    });
    Policy::parse(&files).unwrap_err()
}

fn only(found: &[Finding]) -> (&str, &str) {
    assert_eq!(found.len(), 1, "{}", lines(found));
    (&found[0].key, &found[0].sentence)
}

/// A pack of one limit, whose text starts on line 1.
fn one_limit(text: &str) -> Vec<Finding> {
    let head = "county = \"341899\"\nname = \"青弋县\"\nversion = \"1\"\nfrom = \"2020-01-01\"\n";
    let clause = "[[clause]]\nid = \"c\"\nlabel = \"条\"\ntitle = \"题\"\ndocument = \"文\"\n";
    let files = [("pack.toml", head), ("clauses.toml", clause), ("limits.toml", text)];
    Policy::parse(&files.map(|(name, text)| (name.to_owned(), text.to_owned()))).err().unwrap_or_default()
}

const HEAD: &str =
    "[[limit]]\nid = \"a\"\ntitle = \"甲\"\nunit = \"working_day\"\nclause = \"c\"\nstatus = \"verified\"\n";

fn versions(text: &str) -> Vec<(usize, String)> {
    one_limit(&format!("{HEAD}{text}")).into_iter().map(|f| (f.line, format!("{} {}", f.key, f.sentence))).collect()
}

#[test]
fn an_overlap_of_versions_is_found_with_its_line() {
    let overlap = versions(
        "[[limit.version]]\nfrom = \"2024-01-01\"\nto = \"2025-06-30\"\nvalue = 5\n[[limit.version]]\nfrom = \"2025-06-01\"\nvalue = 7\n",
    );
    assert_eq!(overlap, [(11, "limit[a].from 与第7行的版本重叠：那一版到2025-06-30才止".to_owned())]);
    let open = versions("[[limit.version]]\nvalue = 5\n[[limit.version]]\nfrom = \"2025-06-01\"\nvalue = 7\n");
    assert_eq!(open, [(9, "limit[a].from 与第7行的版本重叠：那一版没有写止日“to”".to_owned())]);
}

#[test]
fn a_gap_between_versions_is_found_with_its_line() {
    let gap = versions(
        "[[limit.version]]\nto = \"2024-12-31\"\nvalue = 5\n[[limit.version]]\nfrom = \"2025-02-01\"\nvalue = 7\n",
    );
    assert_eq!(gap, [(10, "limit[a].from 与第7行的版本之间有空档：2025-01-01至2025-01-31".to_owned())]);
    let reversed = versions("from = \"2025-01-01\"\nto = \"2024-01-01\"\nvalue = 7\n");
    assert_eq!(reversed, [(1, "limit[a].to 止日早于起日2025-01-01".to_owned())]);
}

#[test]
fn a_day_that_does_not_exist_is_found_where_it_is_written() {
    let found = versions("from = \"2025-02-30\"\nvalue = 7\n");
    assert_eq!(found, [(7, "limit[a].from 2025-02-30不是有效日期，2月只有28天".to_owned())]);
    let native = versions("from = 2025-02-30\nvalue = 7\n");
    assert_eq!(native.len(), 1);
    assert_eq!(native[0].0, 7);
}

#[test]
fn unknown_keys_words_and_numbers_are_found() {
    let found = changed("limits.toml", "value = \"3.0\"", "value = \"3.3\"");
    assert_eq!(only(&found), ("limit[leave.tier].value", "“3.3”不可用；应是以天计的半日数，如\"3.0\"或\"2.5\""));
    let found = changed("limits.toml", "unit = \"half_day\"", "unit = \"week\"");
    assert!(only(&found).1.starts_with("“week”不可用；可用working_day、"));
    let found = changed("limits.toml", "unit = \"half_day\"", "unit = \"half_day\"\nmood = \"good\"");
    assert_eq!(only(&found).0, "limit[leave.tier].mood");
    assert!(only(&found).1.starts_with("没有“mood”这个字段；可用id、title"));
    let found = changed("limits.toml", "value = 15\n", "value = -15\n");
    assert_eq!(found[0].sentence, "“-15”不可用；应是0至1000000的整数");
    let found = changed("limits.toml", "value = \"3.0\"\n", "");
    assert_eq!(only(&found).1, "缺少“value”；尚待录入的，status写to_be_entered");
}

#[test]
fn every_finding_names_the_line_of_its_key() {
    let found = changed("limits.toml", "unit = \"half_day\"", "unit = \"week\"");
    let (_, text) = crate::pack!().into_iter().find(|(name, _)| name == "limits.toml").unwrap();
    let line = text.lines().position(|line| line.starts_with("unit = \"half_day\"")).unwrap() + 1;
    assert_eq!((found[0].file.as_str(), found[0].line), ("limits.toml", line));
    assert!(found[0].to_string().starts_with(&format!("limits.toml第{line}行 limit[leave.tier].unit：")));
}

#[test]
fn an_id_written_twice_is_found() {
    let found = changed("limits.toml", "id = \"leave.review\"", "id = \"leave.tier\"");
    assert_eq!(only(&found), ("limit[leave.tier].id", "“leave.tier”重复，前面已经写过"));
    let found = changed("dictionaries.toml", "code = \"removal\"", "code = \"transfer\"");
    assert_eq!(found[0].key, "dictionary[departure_reasons].term[transfer].code");
    let found = changed("clauses.toml", "id = \"1.1.2\"", "id = \"1.1.1\"");
    assert_eq!(found[0].key, "clause[1.1.1].id");
}

#[test]
fn a_clause_or_term_that_nobody_defines_is_found() {
    let found = changed("limits.toml", "clause = \"3.2.2\"", "clause = \"3.2.9\"");
    assert_eq!(only(&found), ("limit[handover.complete].clause", "没有条款“3.2.9”；先在clauses.toml写明"));
    let found = changed("tables.toml", "values = [\"section_head\", \"deputy_secretary\"]", "values = [\"mayor\"]");
    assert_eq!(only(&found), ("table[leave.routes].row[1].values", "字典roles没有“mayor”"));
}

#[test]
fn rows_of_the_wrong_width_and_tables_that_overlap_are_found() {
    let found = changed("tables.toml", "values = [\"yes\", \"runs\", \"yes\"]", "values = [\"yes\", \"runs\"]");
    assert_eq!(only(&found).1, "应有3格（opens、clock、relations），这一行有2格");
    let found = changed("tables.toml", "key = [\"removal\"]", "key = [\"transfer\"]");
    assert_eq!(only(&found).1, "“transfer”重复，前面已经写过");
    let found = changed("tables.toml", "id = \"leave.filing\"", "id = \"leave.routes\"");
    assert_eq!(only(&found).1, "与同名表自2015-01-01起的版本重叠；给前一版写止日“to”");
    let found = changed(
        "tables.toml",
        "keys = [\"name\"]",
        "keys = [\"name\"]\nrow = [{ key = [\"汛期\"], values = [\"2026-06-31\", \"2026-07-01\"] }]",
    );
    assert_eq!(only(&found).1, "from一格：2026-06-31不是有效日期，6月只有30天");
}

#[test]
fn a_calendar_with_a_forgotten_make_up_day_is_found() {
    let found = changed("holidays.csv", "2026-02-28,春节,work\n", "");
    assert_eq!(found.len(), 1, "{}", lines(&found));
    assert_eq!((found[0].file.as_str(), found[0].key.as_str()), ("holidays.csv", "2026"));
    assert_eq!(found[0].sentence, "2026年工作日放假减调休上班为14天，法定假日是13天：核对有没有漏写调休上班或放假日");
    let (_, csv) = crate::pack!().into_iter().find(|(name, _)| name == HOLIDAYS).unwrap();
    let found = pack().with_calendar(&csv.replace("2026-02-28,春节,work\n", "")).unwrap_err();
    assert_eq!(found.len(), 1);
}

#[test]
fn broken_files_are_findings_and_not_a_panic() {
    let found = changed("limits.toml", "[[limit]]", "[[limit");
    assert!(
        found.iter().any(|f| f.file == "limits.toml" && f.line > 1 && f.sentence.contains("写法不对")),
        "{}",
        lines(&found)
    );
    let found = Policy::parse(&[]).unwrap_err();
    assert_eq!(only(&found).1, "缺少pack.toml：没有县代码、版本和生效日");
    let found = changed("pack.toml", "county = \"341823\"", "county = \"3418\"");
    assert_eq!(only(&found), ("county", "县代码应是6位数字，如341823"));
    let found = changed("holidays.csv", "date,name,kind", "日期,名称,类别");
    assert_eq!(found[0].line, 1);
    let found = Policy::parse(&[("pack.toml".to_owned(), "limit = 3".to_owned())]).unwrap_err();
    assert!(found.iter().all(|f| f.file == "pack.toml"), "{}", lines(&found));
}

#[test]
fn whatever_mechanisms_need_and_the_pack_lacks_is_named_with_its_file() {
    let set = |ids: &[&str]| ids.iter().map(|&id| id.to_owned()).collect();
    let leave = Needs {
        kind: "请销假".to_owned(),
        clauses: set(&["3.1.1", "3.1.99"]),
        limits: set(&["leave.tier", "leave.mood"]),
        tables: set(&["leave.routes", "leave.moods"]),
        dictionaries: set(&["roles", "moods"]),
    };
    let handover =
        Needs {
            kind: "离任交接".to_owned(), limits: set(&["handover.complete", "handover.mood"]), ..Needs::default()
        };
    let found: Vec<String> = pack().missing(&[leave, handover]).iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        [
            "clauses.toml第1行 clause[3.1.99]：缺少请销假需要的条款“3.1.99”，请用[[clause]]补上",
            "limits.toml第1行 limit[leave.mood]：缺少请销假需要的时限“leave.mood”，请用[[limit]]补上",
            "dictionaries.toml第1行 dictionary[moods]：缺少请销假需要的字典“moods”，请用[[dictionary]]补上",
            "tables.toml第1行 table[leave.moods]：缺少请销假需要的查表“leave.moods”，请用[[table]]补上",
            "limits.toml第1行 limit[handover.mood]：缺少离任交接需要的时限“handover.mood”，请用[[limit]]补上",
        ]
    );
}

#[test]
fn broken_toml_is_a_chinese_sentence_with_line_and_column() {
    for (line, place, words) in [
        ("value = \"3.0\n", "第7行", "引号没有写完"),
        ("value = [3\n", "第7行", "没有写完"),
        ("[[limit\n", "第7行", "方括号没有写完"),
        ("value =\n", "第7行", "等号后没有写值"),
        ("value \"3.0\"\n", "第7行", "名称后缺等号"),
        ("value = 3\nvalue = 4\n", "第8行第1列", "同一项写了两次"),
        ("value = 三天\n", "第7行第9列", "文字没有加引号"),
        ("source = \"甲\\乙\"\n", "第7行", "反斜杠要写两个"),
    ] {
        let found = one_limit(&format!("{HEAD}{line}"));
        let first = &found[0];
        assert!(first.sentence.starts_with(place) && first.sentence.contains(words), "{line}: {first}");
        assert!(!first.sentence.bytes().any(|byte| byte.is_ascii_lowercase()), "no English: {first}");
        assert!(first.sentence.ends_with("不能读取，请改正"), "{first}");
    }
}

#[test]
fn a_pack_that_lost_any_line_is_read_or_refused_with_places_inside_its_files() {
    let files = crate::pack!();
    for (place, (name, text)) in files.iter().enumerate() {
        let all: Vec<&str> = text.lines().collect();
        for lost in (0..all.len()).step_by(9) {
            let mut changed = files.clone();
            let kept = all.iter().enumerate().filter(|&(line, _)| line != lost).map(|(_, line)| *line);
            changed[place].1 = kept.collect::<Vec<_>>().join("\n");
            for finding in Policy::parse(&changed).err().unwrap_or_default() {
                let within =
                    changed.iter().find(|(file, _)| *file == finding.file).map_or(1, |(_, text)| text.lines().count());
                assert!((1..=within + 1).contains(&finding.line), "{name} without line {}: {finding}", lost + 1);
            }
        }
    }
}
