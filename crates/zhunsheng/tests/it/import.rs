//! `import people`: checks first, then all or nothing, on both databases.

use crate::server::{Folder, Server, databases, zhunsheng};
use engine::people::id_number::check_digit;
use rust_xlsxwriter::Workbook;
use serde_json::Value;
use std::{
    fs,
    net::TcpListener,
    path::PathBuf,
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};

const HEADINGS: [&str; 6] = ["单位", "姓名", "性别", "出生年月", "职务", "身份证号"];

/// A cell of a roster: text, or a number as Excel keeps it.
enum Cell {
    Text(String),
    Number(f64),
}

impl From<&str> for Cell {
    fn from(words: &str) -> Self {
        Self::Text(words.to_owned())
    }
}

fn book(rows: Vec<[Cell; 6]>) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("花名册").unwrap();
    for (column, heading) in (0_u16..).zip(HEADINGS) {
        sheet.write_string(0, column, heading).unwrap();
    }
    for (row, cells) in (1_u32..).zip(rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            match cell {
                Cell::Text(words) => sheet.write_string(row, column, words).unwrap(),
                Cell::Number(number) => sheet.write_number(row, column, number).unwrap(),
            };
        }
    }
    book.save_to_buffer().unwrap()
}

/// A made-up number of an area that is not assigned, with a right check digit.
fn number(birth: &str, sequence: usize) -> String {
    let body = format!("341899{birth}{sequence:03}");
    format!("{body}{}", check_digit(&body))
}

fn row(unit: &str, name: &str, birth: &str, post: &str, id: &str) -> [Cell; 6] {
    [unit.into(), name.into(), "男".into(), birth.into(), post.into(), id.into()]
}

fn good() -> Vec<u8> {
    book(rows_of_good())
}

fn rows_of_good() -> Vec<[Cell; 6]> {
    vec![
        row("云亭镇", "测甲", "1980.05", "党委书记", &number("19800515", 123)),
        row("云亭镇", "测乙", "1981.06", "党委副书记、镇长", &number("19810606", 125)),
        row("县财政局", "测丙", "1975.11", "局长", ""),
        // Two people with one name, told apart by month and number.
        row("县财政局", "测甲", "1983.02", "副局长", &number("19830211", 127)),
    ]
}

/// A county of its own on one of the databases.
pub struct Place {
    pub folder: Folder,
    database: String,
}

impl Place {
    pub fn all() -> Vec<Self> {
        let folder = Folder::new("import-db");
        let known = databases(&folder).into_iter().filter(|database| database.starts_with("postgres"));
        let sqlite = Folder::new("import");
        let file = format!("sqlite:{}", sqlite.0.join("county.db").display());
        let server = known.map(|database| Self { folder: Folder::new("import"), database });
        std::iter::once(Self { folder: sqlite, database: file }).chain(server).collect()
    }

    pub fn sqlite() -> Self {
        Self::all().into_iter().next().unwrap()
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.0.join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    pub fn command(&self, first: &[&str]) -> Command {
        let (data, keys) = (self.folder.0.join("data"), self.folder.0.join("keys"));
        let mut command = zhunsheng();
        command.args(first).args(["--database", &self.database]);
        command.arg("--data").arg(data).arg("--keys").arg(keys);
        command
    }

    fn import(&self, bytes: &[u8], more: &[&str]) -> (i32, String) {
        let path = self.file("花名册.xlsx", bytes);
        said(&self.command(&["import", "people", path.to_str().unwrap()]).args(more).output().unwrap())
    }

    /// Makes the database refuse every new person, as a disk that breaks amid an import would, or lets them in again.
    fn refuse_people(&self, refuse: bool) {
        let text = match (self.database.starts_with("sqlite"), refuse) {
            (true, true) => "CREATE TRIGGER broken BEFORE INSERT ON person BEGIN SELECT RAISE(ABORT, 'broken'); END",
            (true, false) => "DROP TRIGGER broken",
            (false, true) => "ALTER TABLE person ADD CONSTRAINT broken CHECK (name = '')",
            (false, false) => "ALTER TABLE person DROP CONSTRAINT broken",
        };
        self.script(text);
    }

    /// Runs SQL behind the program's back.
    fn script(&self, text: &str) {
        script(&self.database, text);
    }

    /// Events and people, counted by the program's own check, which must be content.
    pub fn events(&self) -> i64 {
        let output = self.command(&["verify", "--json"]).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{:?}", said(&output));
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        report["events"].as_i64().unwrap()
    }
}

pub fn said(output: &Output) -> (i32, String) {
    let words = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned()).concat();
    (output.status.code().unwrap(), words)
}

#[test]
fn a_good_roster_is_checked_then_imported_and_the_same_file_again_changes_nothing() {
    for place in Place::all() {
        let (code, words) = place.import(&good(), &["--check"]);
        assert_eq!(code, 0, "{words}");
        assert!(words.contains("检查通过") && words.contains("新增单位2个") && words.contains("干部4人"), "{words}");
        assert_eq!(place.events(), 0, "a check leaves nothing");
        let (code, words) = place.import(&good(), &[]);
        assert_eq!(code, 0, "{words}");
        assert!(words.contains("已导入") && words.contains("干部4人，更新0人，0人没有变化"), "{words}");
        let events = place.events();
        assert!(events >= 10, "2 units, 4 posts and more, 4 people: {events}");
        let (code, words) = place.import(&good(), &[]);
        assert_eq!(code, 0, "{words}");
        assert!(words.contains("干部0人，更新0人，4人没有变化"), "{words}");
        assert_eq!(place.events(), events);
    }
}

#[test]
fn errors_are_told_by_row_and_cell_and_nothing_is_imported() {
    let wrong = {
        let right = number("19800515", 123);
        let digit = if right.ends_with('4') { "5" } else { "4" };
        format!("{}{digit}", &right[..17])
    };
    let mut rows = vec![
        row("云亭镇", "测甲", "1980.05", "党委书记", &wrong),
        row("云亭镇", "测乙", "1980.02.30", "镇长", ""),
        row("云亭镇", "测丙", "1985.03", "副镇长", ""),
        row("云亭镇", "测丙", "1985.03", "副镇长", ""),
        row("云亭镇", "测丁", "1979.02", "人大主席", &number("19790230", 129)),
        row("云亭镇", "测戊", "1978.01", "党委副书记", ""),
    ];
    let last = row("云亭镇", "测己", "1980.05", "武装部长", "");
    let [unit, name, sex, birth, post, _] = last;
    rows.push([unit, name, sex, birth, post, Cell::Number(341_899_198_005_151_200.0)]);
    for place in Place::all() {
        let report = place.folder.0.join("report.json");
        let bytes = book(rows_again(&rows));
        let (code, words) = place.import(&bytes, &["--report", report.to_str().unwrap()]);
        assert_eq!(code, 1, "{words}");
        for expected in [
            "F2：身份证号校验位不符",
            "D3：出生年月：1980年2月没有30日",
            "分不清是不是一人",
            "F6：身份证号中的出生日期不存在",
            "F8：身份证号被表格软件当作数字保存",
            "没有导入任何内容",
        ] {
            assert!(words.contains(expected), "{expected}: {words}");
        }
        assert!(!words.contains(&wrong), "no whole ID number is shown");
        assert_eq!(place.events(), 0);
        let report: Value = serde_json::from_slice(&fs::read(report).unwrap()).unwrap();
        assert_eq!(report["errors"], 5, "{report}");
        let cells: Vec<&str> =
            report["findings"].as_array().unwrap().iter().map(|finding| finding["cell"].as_str().unwrap()).collect();
        assert!(cells.contains(&"F2") && cells.contains(&"D3"), "{cells:?}");
        let sheet = place.folder.0.join("report.xlsx");
        let (code, _) = place.import(&bytes, &["--check", "--report", sheet.to_str().unwrap()]);
        assert_eq!(code, 1);
        assert!(fs::read(sheet).unwrap().starts_with(b"PK"));
    }
}

fn rows_again(rows: &[[Cell; 6]]) -> Vec<[Cell; 6]> {
    let copy = |cell: &Cell| match cell {
        Cell::Text(words) => Cell::Text(words.clone()),
        Cell::Number(number) => Cell::Number(*number),
    };
    rows.iter().map(|row| row.each_ref().map(copy)).collect()
}

#[test]
fn what_cannot_be_read_is_one_sentence_with_exit_2() {
    let place = Place::sqlite();
    let good = good();
    let half = good.get(..good.len() / 2).unwrap();
    for (bytes, expected) in [
        (half, "不能导入"),
        (b"".as_slice(), "文件是空的"),
        (b"%PDF-1.7".as_slice(), "PDF"),
        (b"<html><table></table></html>".as_slice(), "网页"),
    ] {
        let (code, words) = place.import(bytes, &[]);
        assert_eq!(code, 2, "{words}");
        assert!(words.contains(expected) && !words.contains("panicked"), "{words}");
    }
    let output = place.command(&["import", "people", "没有这个文件.xlsx"]).output().unwrap();
    assert!(said(&output).0 == 2 && said(&output).1.contains("不能读取"), "{:?}", said(&output));
    let (code, words) = place.import(&good, &["--report", "report.txt"]);
    assert_eq!(code, 2, "{words}");
    assert!(words.contains(".json 或 .xlsx"), "{words}");
    assert_eq!(place.events(), 0, "a report that cannot be written stops the import");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "that it does not swell is seen by the time it takes")]
fn a_zip_bomb_is_refused_before_it_swells() {
    let place = Place::sqlite();
    let began = Instant::now();
    let (code, words) = place.import(&bomb(), &[]);
    assert_eq!(code, 2, "{words}");
    assert!(words.contains("大得不合常理"), "{words}");
    assert!(began.elapsed() < Duration::from_secs(60));
}

/// A workbook whose sheet is four hundred megabytes of blanks.
fn bomb() -> Vec<u8> {
    use std::io::Write;
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    writer.start_file("xl/workbook.xml", options).unwrap();
    writer.write_all(b"<workbook/>").unwrap();
    writer.start_file("xl/worksheets/sheet1.xml", options).unwrap();
    let blanks = vec![b' '; 1 << 20];
    for _ in 0..400 {
        writer.write_all(&blanks).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the kills are spread over the time that a whole import takes")]
fn an_import_killed_anywhere_is_there_whole_or_not_at_all() {
    let bytes = many(300);
    for more in [&[][..], &["--stage-above", "10"]] {
        let whole = Place::sqlite();
        let began = Instant::now();
        let (code, words) = whole.import(&bytes, more);
        assert_eq!(code, 0, "{words}");
        let (took, all) = (began.elapsed(), whole.events());
        for kill in 1..=5 {
            for place in Place::all() {
                let path = place.file("花名册.xlsx", &bytes);
                let mut child = place
                    .command(&["import", "people", path.to_str().unwrap()])
                    .args(more)
                    .stdout(Stdio::null())
                    .stderr(Stdio::null())
                    .spawn()
                    .unwrap();
                std::thread::sleep(took * kill / 5);
                let _ = child.kill();
                child.wait().unwrap();
                // The killed process may have left nothing at all: then a check makes the empty county again.
                let (code, words) = place.import(&bytes, &["--check"]);
                assert_eq!(code, 0, "{words}");
                let events = place.events();
                assert!(events == 0 || events == all, "{events} of {all} after kill {kill} of {}", place.database);
                let (code, words) = place.import(&bytes, more);
                assert_eq!(code, 0, "{words}");
                assert_eq!(place.events(), all, "and once more makes it whole");
            }
        }
    }
}

/// A roster of one township with so many people.
fn many(people: u32) -> Vec<u8> {
    let rows = (0..people).map(|n| {
        let name = format!("测{}{}", char::from_u32(0x4e00 + n).unwrap(), char::from_u32(0x5100 + n).unwrap());
        let birth = format!("19{}0{}", 70 + n % 20, 1 + n % 9);
        let month = format!("{}.{}", &birth[..4], &birth[4..]);
        let id = number(&format!("{birth}15"), usize::try_from(n).unwrap() + 100);
        row("云亭镇", &name, &month, &format!("第{}站站长", n + 1), &id)
    });
    book(rows.collect())
}

#[test]
fn an_import_that_was_staged_and_stopped_is_listed_and_gone_on_with() {
    for place in Place::all() {
        let bytes = many(30);
        let (code, words) = place.command(&["import", "list"]).output().map(|output| said(&output)).unwrap();
        assert_eq!((code, words.trim()), (0, "没有导入过花名册。"));
        // Something amid the carrying out that fails: what is staged stays.
        place.refuse_people(true);
        let (code, words) = place.import(&bytes, &["--stage-above", "10"]);
        assert_eq!(code, 1, "{words}");
        assert!(words.contains("没有保存"), "{words}");
        assert_eq!(place.events(), 0);
        let (_, words) = place.command(&["import", "list"]).output().map(|output| said(&output)).unwrap();
        assert!(words.contains("花名册.xlsx 没有完成：已存入61项，共61项，登记簿没有变化"), "{words}");
        place.refuse_people(false);
        let (code, words) = place.import(&bytes, &["--stage-above", "10"]);
        assert_eq!(code, 0, "{words}");
        assert!(words.contains("上次已全部检查并存入，接着导入") && words.contains("干部30人"), "{words}");
        let events = place.events();
        let (code, words) = place.import(&bytes, &["--stage-above", "10"]);
        assert_eq!(code, 0, "{words}");
        assert!(words.contains("30人没有变化"), "{words}");
        assert_eq!(place.events(), events);
    }
}

#[test]
fn an_import_is_undone_by_its_number_unless_something_rests_on_it() {
    for place in Place::all() {
        let run = |first: &[&str]| said(&place.command(first).output().unwrap());
        let (code, words) = place.import(&good(), &[]);
        assert_eq!(code, 0, "{words}");
        let (_, listed) = run(&["import", "list"]);
        let first = listed.split_whitespace().next().unwrap().to_owned();
        assert!(words.contains(&format!("编号{first}")) && listed.contains("花名册.xlsx：新增单位2个"), "{listed}");
        let mut later = rows_of_good();
        later.push(row("云亭镇", "测新", "1990.01", "副镇长", &number("19900115", 131)));
        later[0][2] = "女".into();
        let (code, words) = place.import(&book(later), &[]);
        assert_eq!(code, 0, "{words}");
        assert!(words.contains("更新1人"), "{words}");
        let events = place.events();
        let (code, words) = run(&["import", "undo", &first]);
        assert_eq!(code, 1, "{words}");
        assert!(words.contains("不能撤销：导入之后已有事项以它为依据：") && words.contains("测新"), "{words}");
        assert_eq!(place.events(), events);
        let (_, listed) = run(&["import", "list"]);
        let second = listed.split_whitespace().next().unwrap().to_owned();
        for id in [&second, &first] {
            let (code, words) = run(&["import", "undo", id]);
            assert_eq!(code, 0, "{words}");
            assert!(words.contains("这次导入已撤销"), "{words}");
        }
        let (code, words) = run(&["import", "undo", &first]);
        assert_eq!(code, 1);
        assert!(words.contains("已经撤销过"), "{words}");
        let (code, words) = run(&["import", "undo", "没有这次"]);
        assert_eq!(code, 1);
        assert!(words.contains("没有编号为 没有这次 的导入"), "{words}");
        let (code, words) = place.import(&good(), &[]);
        assert_eq!(code, 0, "{words}");
        assert!(words.contains("新增单位2个") && words.contains("干部4人，更新0人"), "{words}");
        place.events();
    }
}

#[test]
fn a_county_in_use_is_a_sentence_with_exit_3_and_a_busy_port_with_exit_2() {
    for place in Place::all() {
        let server = Server::start(&place.folder, &["serve", "--test", "--database", &place.database]);
        let (code, words) = place.import(&good(), &[]);
        assert_eq!(code, 3, "{words}");
        assert!(words.contains("正由另一个进程使用") && words.contains("请先停止"), "{words}");
        drop(server);
        let (code, words) = place.import(&good(), &[]);
        assert_eq!(code, 0, "{words}");
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = taken.local_addr().unwrap().to_string();
        let output = place.command(&["serve", "--listen", &address]).output().unwrap();
        let (code, words) = said(&output);
        assert_eq!(code, 2, "{words}");
        assert!(words.contains("不能监听") && words.contains("--listen"), "{words}");
    }
}

/// SQL that gives a database the tables of the first program.
pub fn older() -> String {
    let mut script = "UPDATE schema_version SET version = 1; ALTER TABLE unit DROP COLUMN former;".to_owned();
    let since = ["import_stage", "sign_in", "delegation", "second_factor", "last_sign_in"];
    let later = ["closed_ledger", "closed_row", "watch", "document", "obligation", "reviewed"];
    let last = ["notice_read", "calendar_feed", "mail_box", "hook"];
    for table in since.into_iter().chain(later).chain(last) {
        script.push_str(&format!("DROP TABLE {table};"));
    }
    script.push_str("DROP INDEX matter_opened; DROP INDEX matter_closed; DROP INDEX notice_hat; ALTER TABLE notice ADD COLUMN sent BIGINT;");
    script.push_str("CREATE INDEX notice_waiting ON notice (county, seq) WHERE sent IS NULL;");
    for column in ["failures BIGINT NOT NULL DEFAULT 0", "locked_until BIGINT"] {
        script.push_str(&format!("ALTER TABLE credential ADD COLUMN {column};"));
    }
    for column in ["digest", "steps", "staged", "base", "undone"] {
        script.push_str(&format!("ALTER TABLE import_run DROP COLUMN {column};"));
    }
    script
}

/// Runs SQL on a database behind the program's back.
pub fn script(database: &str, text: &str) {
    match database.strip_prefix("sqlite:") {
        Some(path) => rusqlite::Connection::open(path).unwrap().execute_batch(text).unwrap(),
        None => postgres::Client::connect(database, postgres::NoTls).unwrap().batch_execute(text).unwrap(),
    }
}

#[test]
fn a_database_of_a_newer_program_is_refused_with_exit_2_and_one_of_an_older_is_copied_or_asked_for() {
    for place in Place::all() {
        assert_eq!(place.import(&good(), &[]).0, 0);
        let run = |first: &[&str]| said(&place.command(first).output().unwrap());
        place.script("UPDATE schema_version SET version = 99");
        for command in [&["import", "list"][..], &["verify"], &["user", "add", "li", "--name", "李"]] {
            let (code, words) = run(command);
            assert_eq!(
                (code, words.trim()),
                (2, "数据库由更新的版本建立，没有改动，请使用新版程序打开。"),
                "{command:?}"
            );
        }
        place.script(&older());
        let upgraded = format!("数据库已从第1版升级到第{}版", store::sql::latest_schema());
        let (code, words) = run(&["import", "list"]);
        if place.database.starts_with("postgres") {
            assert_eq!(code, 2, "{words}");
            assert!(words.contains("请先用 pg_dump 备份，再加 --upgrade 打开"), "{words}");
            let (code, words) = run(&["import", "list", "--upgrade"]);
            assert_eq!(code, 0, "{words}");
            assert!(words.contains(&format!("{upgraded}。")), "{words}");
        } else {
            assert_eq!(code, 0, "{words}");
            assert!(words.contains(&format!("{upgraded}，原库备份在 ")) && words.contains(".v1.bak"), "{words}");
        }
        let (code, words) = place.import(&good(), &[]);
        assert_eq!(code, 0, "{words}");
        assert!(words.contains("4人没有变化"), "{words}");
    }
}
