//! Rosters by page to the end: an old workbook carried out, the rows that failed as they come back, and a large one that is laid down in
//! pieces, seen under way, broken off, and gone on with.

use super::{cadres_named, encoded};
use crate::{
    export::part,
    import::script,
    pages_scenario::text,
    rosters_by_page::{bring, press, settled},
    server::{Folder, Person, Server, databases},
};
use rust_xlsxwriter::Workbook;

const OLD: &[u8] = include_bytes!("../../../../papers/samples/roster-tricky.xls");

/// The page of the first cadre of this name.
fn person(clerk: &Person, name: &str) -> String {
    let found = cadres_named(clerk, name);
    text(clerk, found.first().unwrap_or_else(|| panic!("nobody is named {name}")))
}

fn is_known(clerk: &Person, name: &str) -> bool {
    !cadres_named(clerk, name).is_empty()
}

/// The rows of a workbook's first sheet, read from its parts: by column, blanks where no cell is.
fn rows(book: &[u8]) -> Vec<Vec<String>> {
    let clear = |text: &str| text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    let strings = part(book, "xl/sharedStrings.xml");
    let said = |item: &str| clear(item.split("</t>").next().unwrap().rsplit('>').next().unwrap());
    let strings: Vec<String> = strings.split("<si>").skip(1).map(said).collect();
    let cell = |cell: &str| {
        let reference = cell.split("r=\"").nth(1).unwrap().split('"').next().unwrap();
        let column = reference.bytes().take_while(u8::is_ascii_uppercase);
        let column = column.fold(0, |column, letter| column * 26 + usize::from(letter - b'A') + 1) - 1;
        let value = cell.split("<v>").nth(1)?.split('<').next()?;
        assert!(cell.contains("t=\"s\""), "everything is text, so that nothing is changed by a table program: {cell}");
        Some((column, strings[value.parse::<usize>().unwrap()].clone()))
    };
    let row = |row: &str| {
        let mut cells = Vec::new();
        for (column, words) in row.split("</row>").next().unwrap().split("<c ").skip(1).filter_map(cell) {
            cells.resize(column.max(cells.len()), String::new());
            cells.push(words);
        }
        cells
    };
    part(book, "xl/worksheets/sheet1.xml").split("<row ").skip(1).map(row).collect()
}

#[test]
fn an_old_workbook_is_confirmed_by_page_and_its_people_stand_in_the_register_until_it_is_undone() {
    let folder = Folder::new("old-book");
    for database in databases(&folder) {
        let folder = Folder::new("old-book");
        let server = Server::demo(&folder, &database, "2026-05-05T09:00");
        let clerk = server.sign_in("jiandu-jingban");
        let (_, to, _) = bring(&clerk, "花名册.xls", OLD);
        let page = settled(&clerk, &to);
        assert!(page.contains("干部4人") && page.contains("干部名册（4人）") && page.contains("测·丙"), "{page}");
        assert!(!is_known(&clerk, "测丁"), "nothing yet");
        assert_eq!(press(&clerk, &format!("{to}/confirm")).0, 303);
        let page = settled(&clerk, &to);
        assert!(page.contains("已导入。") && page.contains("干部4人，更新0人"), "{page}");
        let card = person(&clerk, "测丁");
        for shown in ["1977.08（48岁）", "县财政局党组书记", "县财政局局长", "2019.11至今"] {
            assert!(card.contains(shown), "{shown}: {card}");
        }
        let card = person(&clerk, "测乙");
        assert!(card.contains("1970.10") && card.contains("云亭镇镇长、云亭镇党委副书记"), "{card}");
        assert!(person(&clerk, "测·丙").contains("1982.07"));
        // The number of the sheet is kept and sealed: known to be there, shown to nobody.
        let at = person(&clerk, "测甲");
        let record = at.split("href=\"/matters/").nth(1).unwrap().split(['"', '?']).next().unwrap();
        let record = text(&clerk, &format!("/matters/{record}"));
        assert!(record.contains("身份证号") && record.contains("封存") && !record.contains("19750515"), "{record}");
        let (_, again, _) = bring(&clerk, "花名册.xls", OLD);
        assert!(settled(&clerk, &again).contains("4人没有变化"), "the same once more changes nothing");
        let list = text(&clerk, "/imports");
        assert!(list.contains("花名册.xls"));
        let run = list.split("href=\"/imports/runs/").nth(1).unwrap().split('"').next().unwrap();
        assert_eq!(press(&clerk, &format!("/imports/runs/{run}/undo")).0, 303);
        assert!(!is_known(&clerk, "测丁") && !is_known(&clerk, "测·丙"), "taken back whole");
    }
}

/// Two lines above the heading, five people; the last three have what is wrong, one of them twice.
const WRONG: [&[&str]; 9] = [
    &["新桥镇干部花名册"],
    &["填报单位：新桥镇"],
    &["单位", "姓名", "性别", "出生年月", "职务", "身份证号", "备注"],
    &["新桥镇", "测甲", "男", "1980.05", "党委书记", "", "抓全面"],
    &["新桥镇", "测乙", "女", "1981.06", "副镇长", "", ""],
    &["新桥镇", "测<b>丙", "男", "1980.02.30", "副镇长", "", "=1+1"],
    &["新桥镇", "测丁", "男", "1979.02", "武装部长", "341899197902300019", ""],
    &[],
    &["新桥镇", "测戊", "未知", "79年春", "人大主席", "", "拟退休"],
];

fn wrong() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("花名册").unwrap();
    for (row, cells) in (0_u32..).zip(WRONG) {
        for (column, words) in (0_u16..).zip(cells).filter(|(_, words)| !words.is_empty()) {
            sheet.write_string(row, column, *words).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn failed_rows_come_back_by_page_as_they_were_with_their_numbers_and_what_to_do_and_go_through_once_mended() {
    let folder = Folder::new("failed-rows");
    let database = format!("sqlite:{}", folder.0.join("county.db").display());
    let server = Server::demo(&folder, &database, "2026-05-05T09:00");
    let clerk = server.sign_in("jiandu-jingban");
    let (_, to, _) = bring(&clerk, "新桥镇.xlsx", &wrong());
    let page = settled(&clerk, &to);
    assert!(page.contains("下载有错的行"), "{page}");
    let (status, name, book) = clerk.bytes(&format!("{to}/failed.xlsx"));
    assert_eq!(status, 200);
    assert!(name.ends_with(&format!("{}-{}.xlsx", encoded("新桥镇"), encoded("有错的行"))), "{name}");
    let found = rows(&book);
    // Everything to the heading, then the three rows, each as it was, with its number and what is wrong.
    assert_eq!(found.len(), 6, "{found:?}");
    assert_eq!((found[0].as_slice(), found[1].as_slice()), (&["新桥镇干部花名册".to_owned()][..], &found[1][..1]));
    assert_eq!(found[2], [WRONG[2], &["原表行号", "问题和办法"]].concat());
    for (row, place, said) in [
        (&found[3], 5, &["D6 ", "1980年2月没有30日"][..]),
        (&found[4], 6, &["F7 ", "身份证号"]),
        (&found[5], 8, &["C9 ", "性别", "D9 ", "出生年月"]),
    ] {
        assert_eq!(row[..7], *WRONG[place], "the row as it was");
        assert_eq!(row[7], (place + 1).to_string(), "its number in the file");
        for said in said {
            assert!(row[8].contains(said), "{said}: {}", row[8]);
        }
        assert!(row[8].contains('，'), "what to do follows what is wrong: {}", row[8]);
    }
    assert_eq!(found[5][8].lines().count(), 2, "two things are wrong with it: {}", found[5][8]);
    // Only who brought it fetches it, and not without the right to import.
    assert_eq!(server.sign_in("jiandu-guzhang").bytes(&format!("{to}/failed.xlsx")).0, 404);
    assert_eq!(server.sign_in("yunting-shuji").bytes(&format!("{to}/failed.xlsx")).0, 403);

    // Mended in the file that was fetched, its two last columns left where they are, it goes through by itself.
    let mut mended = Workbook::new();
    let sheet = mended.add_worksheet().set_name("花名册").unwrap();
    for (row, cells) in (0_u32..).zip(&found) {
        for (column, words) in (0_u16..).zip(cells).filter(|(_, words)| !words.is_empty()) {
            let words = match (row, column) {
                (3, 1) => "测丙",
                (3, 3) => "1980.02",
                (4, 5) => "",
                (5, 2) => "女",
                (5, 3) => "1979.03",
                _ => words,
            };
            sheet.write_string(row, column, words).unwrap();
        }
    }
    let (_, again, _) = bring(&clerk, "新桥镇-有错的行.xlsx", &mended.save_to_buffer().unwrap());
    let page = settled(&clerk, &again);
    assert!(page.contains("确认导入") && page.contains("干部3人"), "{page}");
    press(&clerk, &format!("{again}/confirm"));
    assert!(settled(&clerk, &again).contains("已导入。"));
    assert!(person(&clerk, "测戊").contains("新桥镇人大主席") && !is_known(&clerk, "测乙"));
}

/// People of the large roster; with a post each and their unit, more steps than are carried out without being laid down first.
const MANY: u32 = 2_550;

/// Made of two rare characters, so that no two people have one name.
fn name(n: u32) -> String {
    format!("测{}{}", char::from_u32(0x4e00 + n % 50).unwrap(), char::from_u32(0x5100 + n / 50).unwrap())
}

fn large() -> Vec<u8> {
    let row = |n: u32| format!("新桥镇,{},男,19{}.0{},第{}站站长\r\n", name(n), 70 + n % 20, 1 + n % 9, n + 1);
    let rows: String = (0..MANY).map(row).collect();
    format!("单位,姓名,性别,出生年月,职务\r\n{rows}").into_bytes()
}

/// Keeps a database from being written to until it is dropped, as a long piece of other work would.
enum Hold {
    File(rusqlite::Connection),
    Server(postgres::Client),
}

impl Hold {
    /// Of a file everything is held, of a server the table of people: there the pieces are laid down meanwhile.
    fn take(database: &str) -> Self {
        match database.strip_prefix("sqlite:") {
            Some(path) => {
                let link = rusqlite::Connection::open(path).unwrap();
                link.execute_batch("BEGIN IMMEDIATE").unwrap();
                Self::File(link)
            }
            None => {
                let mut link = postgres::Client::connect(database, postgres::NoTls).unwrap();
                link.batch_execute("BEGIN; LOCK TABLE person IN EXCLUSIVE MODE").unwrap();
                Self::Server(link)
            }
        }
    }

    fn release(self) {
        match self {
            Self::File(link) => link.execute_batch("ROLLBACK").unwrap(),
            Self::Server(mut link) => link.batch_execute("ROLLBACK").unwrap(),
        }
    }
}

/// Makes the database refuse the pieces from this one on, or take them again.
fn refuse_pieces(database: &str, refuse: bool) {
    script(
        database,
        match (database.starts_with("sqlite"), refuse) {
            (true, true) => {
                "CREATE TRIGGER broken BEFORE INSERT ON import_stage WHEN NEW.place >= 3000
                 BEGIN SELECT RAISE(ABORT, 'broken'); END"
            }
            (true, false) => "DROP TRIGGER broken",
            (false, true) => "ALTER TABLE import_stage ADD CONSTRAINT broken CHECK (place < 3000)",
            (false, false) => "ALTER TABLE import_stage DROP CONSTRAINT broken",
        },
    );
}

#[test]
fn a_large_roster_is_seen_under_way_broken_off_with_the_register_untouched_and_gone_on_with_by_page() {
    let folder = Folder::new("large-roster");
    for database in databases(&folder) {
        let folder = Folder::new("large-roster");
        let server = Server::demo(&folder, &database, "2026-05-05T09:00");
        let clerk = server.sign_in("jiandu-jingban");
        let (_, to, _) = bring(&clerk, "大花名册.csv", &large());
        let page = settled(&clerk, &to);
        assert!(page.contains(&format!("职务{MANY}个、干部{MANY}人")) && page.contains("确认导入"), "{page}");
        refuse_pieces(&database, true);
        press(&clerk, &format!("{to}/confirm"));
        let page = settled(&clerk, &to);
        assert!(page.contains("没有导入") && page.contains("重新上传") && !page.contains("已导入。"), "{page}");
        let list = text(&clerk, "/imports");
        let told = format!("已存入3000项，共{}项，登记簿没有变化。重新上传同一文件，即从断处接着办", 2 * MANY + 1);
        assert!(list.contains("“大花名册.csv”没有导入完：") && list.contains(&told), "{list}");
        assert!(
            !is_known(&clerk, &name(0))
                && !text(&clerk, &format!("/units?q={}", encoded("新桥镇"))).contains("href=\"/units/")
        );
        refuse_pieces(&database, false);
        drop(clerk);
        drop(server);

        // After a restart the paper is brought again; what was laid down is there.
        let args = ["demo", "--years", "0", "--database", &database, "--today", "2026-05-05T09:30"];
        let server = Server::start(&folder, &args);
        let clerk = server.sign_in("jiandu-jingban");
        assert!(text(&clerk, "/imports").contains(&told));
        let (_, to, _) = bring(&clerk, "大花名册.csv", &large());
        assert!(settled(&clerk, &to).contains("确认导入"));
        let hold = Hold::take(&database);
        press(&clerk, &format!("{to}/confirm"));
        let (status, _, page) = clerk.page(&to, None);
        assert!(status == 200 && page.contains("正在导入") && page.contains("可以离开本页"), "{page}");
        let bar = if database.starts_with("sqlite") {
            "准备导入".to_owned()
        } else {
            format!("正在一次生效，共{}项", 2 * MANY + 1)
        };
        assert!(page.contains(&bar), "{bar}: {page}");
        assert!(
            text(&clerk, "/imports").contains("正在导入") && !is_known(&clerk, &name(0)),
            "reading goes on meanwhile"
        );
        press(&clerk, &format!("{to}/discard"));
        assert_eq!(clerk.page(&to, None).0, 200, "what is under way is not given up");
        hold.release();
        let page = settled(&clerk, &to);
        assert!(page.contains("已导入。") && page.contains(&format!("干部{MANY}人")), "{page}");
        let list = text(&clerk, "/imports");
        assert!(!list.contains("没有导入完") && list.contains("大花名册.csv"), "{list}");
        let last_page = text(&clerk, &format!("/people?unit={}&page={}", encoded("新桥镇"), MANY / 20 + 1));
        assert!(last_page.contains(&format!("本页{}人", MANY % 20)), "each once: {last_page}");
        assert!(is_known(&clerk, &name(MANY - 1)));
    }
}
