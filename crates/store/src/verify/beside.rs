//! What stands beside the derived rows and is still provable: search words, the use of files, sealed values, kept answers, and what
//! notices refer to.

use super::report::{Finding, VerifyReport};
use crate::{
    desk::reload::COUNTED,
    request::Answer,
    sql::{
        Connection, Fault, Statement,
        text::{desk, obligations as owed, verify as sql},
        value::params,
    },
};
use engine::{
    erased::{Catalogue, Mechanism},
    obligation::demand,
    policy::Basis,
};
use std::{
    collections::{BTreeMap, BTreeSet, hash_map::DefaultHasher},
    hash::{Hash, Hasher},
};

/// What cannot be proved by the journal: table, what was done to it (`any`, `inserted`, `removed`), and the reason.
pub const UNPROVABLE: &[(&str, &str, &str)] = &[
    ("answer", "removed", "答复只为重复提交而留七天，到期即删"),
    ("calendar_feed", "any", "日历订阅地址的散列，由本人设立和停用"),
    ("credential", "any", "口令只存散列，不入日志，由管理员重置"),
    ("draft", "any", "草稿不是记录，提交前没有效力"),
    ("file", "inserted", "已上传而没有用在事项中的附件不入日志"),
    ("head", "inserted", "每县只有一行，多出的属于别的县"),
    ("hook", "any", "各接收方已告知到哪一条，只影响重发"),
    ("import_run", "any", "导入的清单，所导入的事项各自在日志中"),
    ("import_stage", "any", "尚未办理的导入内容，办理后删除"),
    ("last_sign_in", "any", "上次登录的时间和地点，供本人核对"),
    ("mail_box", "any", "每日邮件的收件地址和发送情况，由本人填写"),
    ("notice", "removed", "通知是在途的消息，不是记录，过期即清理"),
    ("notice_read", "any", "本人读到哪一条，不是记录"),
    ("schema_version", "any", "程序打开数据库时核对"),
    ("second_factor", "any", "动态口令的密钥，加密存放，由本人登记和停用"),
    ("session", "any", "登录状态随时可以作废，重新登录即可"),
    ("sign_in", "any", "登录失败的次数，过了锁定时间即忘"),
    ("setting", "any", "程序的设置，重新启动时核对；政策包装在哪一条，由日志核对"),
];

/// What the journal says about a matter beside its rows.
#[derive(Default)]
pub(super) struct Said {
    /// Sum of the hashes of its search words.
    pub(super) words: u64,
    /// Files named in its events.
    pub(super) files: BTreeSet<String>,
}

/// A sum over words that does not depend on their order.
pub(super) fn sum<'a>(words: impl IntoIterator<Item = &'a str>) -> u64 {
    words.into_iter().fold(0, |sum, word| sum.wrapping_add(one(word)))
}

fn one(word: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    word.hash(&mut hasher);
    hasher.finish()
}

/// Sealed values as the journal knows them: handle, matter, and under which digest the value is matched.
pub(super) type Handles = BTreeMap<String, (i64, Option<Vec<u8>>)>;

/// What this room needs before the picture is fixed: on SQLite a view of the search index, which has no content of its own.
pub(super) fn prepare(link: &mut Connection) -> Result<(), Fault> {
    if !link.is_sqlite() {
        return Ok(());
    }
    link.script(
        "PRAGMA query_only = 0; CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_words USING fts5vocab(main, search, instance);
         PRAGMA query_only = 1;",
    )
}

pub(super) fn check(
    link: &mut Connection,
    (county, catalogue): (&str, &Catalogue),
    said: &BTreeMap<i64, Said>,
    handles: &Handles,
    report: &mut VerifyReport,
) -> Result<(), Fault> {
    words(link, county, said, report)?;
    files(link, county, said, report)?;
    seals(link, county, handles, report)?;
    closed_ledgers(link, county, report)?;
    obligations(link, (county, catalogue), report)?;
    notices(link, county, report)?;
    answers(link, county, report)
}

fn words(
    link: &mut Connection,
    county: &str,
    said: &BTreeMap<i64, Said>,
    report: &mut VerifyReport,
) -> Result<(), Fault> {
    let mut found: BTreeMap<i64, u64> = BTreeMap::new();
    if link.is_sqlite() {
        let all = Statement::new("verify.words", "SELECT doc, term FROM temp.search_words");
        link.each(&all, &[], |row| {
            let sum = found.entry(row.int(0)?).or_default();
            *sum = sum.wrapping_add(one(&row.text(1)?));
            Ok(())
        })?;
    } else {
        let all = Statement::new(
            "verify.words",
            "SELECT rowid, array_to_string(tsvector_to_array(words), ' ') FROM search WHERE county = $1",
        );
        link.each(&all, &params![county], |row| {
            found.insert(row.int(0)?, sum(row.text(1)?.split(' ')));
            Ok(())
        })?;
    }
    for (key, said) in said {
        match found.remove(key) {
            Some(sum) if sum == said.words => {}
            Some(_) => report.add(beside("row_changed", "search", key.to_string())),
            None => report.add(beside("row_missing", "search", key.to_string())),
        }
    }
    found.into_keys().for_each(|key| report.add(beside("row_extra", "search", key.to_string())));
    Ok(())
}

/// Which matter carries which file; that a file in use is still known.
fn files(
    link: &mut Connection,
    county: &str,
    said: &BTreeMap<i64, Said>,
    report: &mut VerifyReport,
) -> Result<(), Fault> {
    let known: BTreeSet<String> = link.rows(&sql::FILES, &params![county], |row| row.string(0))?.into_iter().collect();
    let used = link.rows(&sql::FILE_USES, &params![county], |row| Ok((row.int(0)?, row.string(1)?)))?;
    let mut used: BTreeSet<(i64, String)> = used.into_iter().collect();
    for (key, said) in said {
        for file in &said.files {
            let row = (*key, file.clone());
            match (used.remove(&row), known.contains(file)) {
                (true, true) => {}
                (true, false) => report.add(beside("row_missing", "file", file.clone())),
                (false, true) => report.add(beside("row_missing", "file_use", format!("{key} {file}"))),
                // Not every 64 characters are a file.
                (false, false) => {}
            }
        }
    }
    used.into_iter().for_each(|(key, file)| report.add(beside("row_extra", "file_use", format!("{key} {file}"))));
    Ok(())
}

fn seals(link: &mut Connection, county: &str, handles: &Handles, report: &mut VerifyReport) -> Result<(), Fault> {
    link.each(&sql::SEALS, &params![county], |row| {
        let (id, matter, digest) = (row.string(0)?, row.int(1)?, row.value(2)?);
        match handles.get(&id) {
            None => report.add(beside("row_extra", "seal", id)),
            Some((owner, _)) if *owner != matter => {
                let changed = beside("row_changed", "seal", id);
                report.add(changed.differs("matter", owner.to_string(), matter.to_string()));
            }
            // An erased value has no digest any more.
            Some((_, expected)) if *expected != digest_of(&digest) => {
                report.add(beside("row_changed", "seal", id).differs("digest", String::new(), digest.show()));
            }
            Some(_) => {}
        }
        Ok(())
    })
}

fn digest_of(value: &crate::sql::Value<'_>) -> Option<Vec<u8>> {
    if let crate::sql::Value::Bytes(bytes) = value { Some(bytes.to_vec()) } else { None }
}

/// The rows of a closed ledger are those whose digest the journal has.
fn closed_ledgers(link: &mut Connection, county: &str, report: &mut VerifyReport) -> Result<(), Fault> {
    let (changed, stray) = crate::annual::unproved(link, county)?;
    changed.into_iter().for_each(|ledger| report.add(beside("row_changed", "closed_row", ledger)));
    stray.into_iter().for_each(|ledger| report.add(beside("row_extra", "closed_row", ledger)));
    Ok(())
}

/// What is open of the record of what was owed is what is owed, by the same day, and each of its rows came with an event of its matter.
/// What has ended is only found by counting everything again ([`County::recount`](crate::County::recount)).
fn obligations(
    link: &mut Connection,
    (county, catalogue): (&str, &Catalogue),
    report: &mut VerifyReport,
) -> Result<(), Fault> {
    // A county of an older program is counted when it is opened.
    if link.first(&desk::SETTING, &params![county, COUNTED], |row| row.string(0))?.is_none() {
        return Ok(());
    }
    let key = |matter: i64, key: &str| format!("{matter}/{key}");
    let mut found = Vec::new();
    link.each(&owed::STALE, &params![county], |row| {
        let code = if row.int(3)? == 1 { "row_extra" } else { "row_changed" };
        found.push(beside(code, "obligation", key(row.int(0)?, &row.string(1)?)));
        Ok(())
    })?;
    link.each(&owed::NEW, &params![county], |row| {
        // A basis that was touched is a finding about its duty.
        let basis: Basis = crate::facts::json(&row.text(3)?).unwrap_or_default();
        let kind = catalogue.get(&row.string(4)?).map(Mechanism::kind).filter(|kind| !kind.veiled);
        if kind.is_some_and(|kind| demand(kind, &basis.clause).is_some()) {
            found.push(beside("row_missing", "obligation", key(row.int(0)?, &row.string(1)?)));
        }
        Ok(())
    })?;
    link.each(&owed::STRAY, &params![county], |row| {
        found.push(beside("row_extra", "obligation", key(row.int(0)?, &row.string(1)?)));
        Ok(())
    })?;
    found.into_iter().for_each(|finding| report.add(finding));
    Ok(())
}

/// A notice speaks of an event that is there. Its words are a message under way and no record.
fn notices(link: &mut Connection, county: &str, report: &mut VerifyReport) -> Result<(), Fault> {
    link.each(&sql::STRAY_NOTICES, &params![county], |row| {
        report.add(beside("row_extra", "notice", format!("{}/{}", row.int(0)?, row.int(1)?)));
        Ok(())
    })
}

/// A kept answer is that of an action which is in the journal, by the same account at the same moment.
fn answers(link: &mut Connection, county: &str, report: &mut VerifyReport) -> Result<(), Fault> {
    let all = link.rows(&sql::ANSWERS, &params![county], |row| {
        Ok((row.string(0)?, row.string(1)?, row.string(2)?, row.int(3)?))
    })?;
    for (account, key, text, moment) in all {
        let place = format!("{account} {key}");
        let Ok(answer) = serde_json::from_str::<Answer>(&text) else {
            report.add(beside("row_changed", "answer", place).differs("answer", String::new(), text));
            continue;
        };
        let mut there = false;
        link.each(&sql::ANSWERED, &params![county, &answer.id, answer.n], |row| {
            let note: crate::desk::keep::ActorNote = crate::facts::json(&row.text(3)?)?;
            let stands = row.int(4)? == answer.n;
            let fits = row.int(2)? == moment && note.account == account;
            there |= fits && row.maybe_string(0)? == answer.number && (!stands || row.string(1)? == answer.stage);
            Ok(())
        })?;
        if !there {
            report.add(beside("row_extra", "answer", place));
        }
    }
    Ok(())
}

fn beside(code: &'static str, table: &'static str, key: String) -> Finding {
    Finding { code, table, key, ..Finding::default() }
}
