//! Relatives by page: whoever is registered as one stands aside in office, and decides again when the relation has ended.

use crate::{
    pages_scenario::{resends, sends, stand_in, text, through, trip},
    server::{Folder, Person, Server, databases},
};

const SECRETARY: &str = "yunting-shuji";
const MAYOR: &str = "yunting-zhenzhang";

/// The relatives that the page of a cadre lists.
fn listed(reader: &Person, of: &Person) -> String {
    let page = text(reader, &format!("/people/{}", of.id()));
    page.split("管理范围内的亲属").nth(1).unwrap().split("</section>").next().unwrap().to_owned()
}

fn name<'a>(person: &'a Person) -> &'a str {
    person.entry["name"].as_str().unwrap()
}

/// Whether the matter's page says why its reader does not approve, and leaves him only what another has signed on paper.
fn stands_aside(head: &Person, leave: &str) -> bool {
    let page = text(head, &format!("{leave}?do=agree"));
    let only_for_another = page.contains("class=\"behalf\" open");
    assert_eq!(page.contains("<li class=\"not\">同意<small>事项涉及亲属，应当回避"), only_for_another, "{page}");
    only_for_another
}

/// Forms of the section's head that lie open in a browser while the register changes, sent one after the other.
fn is_recused(head: &Person, leave: &str, open: &[(String, &[(&str, &str)])]) {
    for (page, values) in open {
        let (status, _, answer) = resends(head, page, values);
        assert!(
            status == 403 && answer.contains("事项涉及亲属，应当回避，请转其他有权限的人办理"),
            "{status} {answer}"
        );
    }
    let page = text(head, leave);
    assert!(page.contains("待审批") && !page.contains("已批准"), "nothing has been decided: {page}");
    assert!(stands_aside(head, leave));
}

fn forms<'a>(head: &Person, leave: &str) -> Vec<(String, &'a [(&'a str, &'a str)])> {
    let sent: [(&str, &[(&str, &str)]); 3] =
        [("agree", &[("opinion", "同意")]), ("refuse", &[("reason", "防汛值班")]), ("comment", &[("text", "已阅")])];
    sent.into_iter().map(|(verb, values)| (text(head, &format!("{leave}?do={verb}")), values)).collect()
}

#[test]
fn a_relative_in_office_is_refused_until_the_relation_has_ended_whichever_side_it_was_entered_on() {
    let folder = Folder::new("relatives");
    for database in databases(&folder) {
        let folder = Folder::new("relatives");
        let server = Server::demo(&folder, &database, "2026-05-05T09:00");
        let (clerk, head) = (server.sign_in("jiandu-jingban"), server.sign_in("jiandu-guzhang"));
        let (mayor, secretary) = (server.sign_in(MAYOR), server.sign_in(SECRETARY));
        let others = [secretary.id(), mayor.id()];
        let first = through(&mayor, "/new/leave", &trip("5.6", "5.7", &stand_in(&mayor, &others)));
        let second = through(&secretary, "/new/leave", &trip("5.11", "5.12", &stand_in(&secretary, &others)));
        let record = format!("/matters/{}", mayor.id());
        let open = forms(&head, &first);
        assert!(!text(&clerk, &record).contains("do=end_relation"), "there is none to be ended");

        let relative = [("other", name(&head)), ("relation", "弟弟")];
        let add = format!("{record}?do=add_relation");
        let (status, _, page) = sends(&clerk, &add, &[("other", name(&head))]);
        assert!(status == 422 && page.contains(name(&head)) && page.contains("称谓"), "{page}");
        let (status, _, page) = sends(&clerk, &add, &[("other", mayor.id()), ("relation", "弟弟")]);
        assert!(status == 422 && page.contains("亲属不能是本人"), "{page}");
        through(&clerk, &add, &relative);
        let (status, _, page) = sends(&clerk, &add, &relative);
        assert!(status == 422 && page.contains("亲属关系已登记，不需要重复登记"), "{page}");
        assert!(listed(&clerk, &mayor).contains(name(&head)) && listed(&clerk, &mayor).contains(">弟弟<"));
        let there = listed(&clerk, &head);
        assert!(there.contains(name(&mayor)) && there.contains("本人是其弟弟") && !there.contains(">弟弟<"), "{there}");

        is_recused(&head, &first, &open);
        // What concerns others stays his; a relation on his own record bars him as well.
        assert!(!stands_aside(&head, &second));
        let open = forms(&head, &second);
        let own = format!("/matters/{}", head.id());
        through(&clerk, &format!("{own}?do=add_relation"), &[("other", name(&secretary)), ("relation", "妻子")]);
        is_recused(&head, &second, &open);

        ends(&clerk, &record, &head);
        assert!(!listed(&clerk, &mayor).contains(name(&head)) && !listed(&clerk, &head).contains(name(&mayor)));
        through(&head, &format!("{first}?do=agree"), &[("opinion", "同意")]);
        assert!(text(&mayor, &first).contains(name(&head)), "his word stands in the stream");
        assert!(stands_aside(&head, &second), "the other relation stands");
        ends(&clerk, &own, &secretary);
        through(&head, &format!("{second}?do=agree"), &[("opinion", "同意")]);
        assert!(!text(&clerk, &record).contains("do=end_relation") && !text(&clerk, &own).contains("do=end_relation"));
        // Who is no keeper of the register enters nobody's relatives.
        let (status, ..) = mayor.page(&format!("{record}/actions/add_relation"), Some(String::new()));
        assert!(matches!(status, 400 | 403), "{status}");
    }
}

/// The relation is ended on the record on which it was entered, with a reason.
fn ends(clerk: &Person, record: &str, other: &Person) {
    let path = format!("{record}?do=end_relation");
    let (status, _, page) = sends(clerk, &path, &[("other", other.id())]);
    assert!(status == 422 && page.contains("理由"), "{page}");
    let ended = through(clerk, &path, &[("other", other.id()), ("reason", "登记有误，查阅档案核实")]);
    let page = text(clerk, &ended);
    assert!(page.contains("解除亲属关系") && page.contains("登记有误，查阅档案核实"), "{page}");
}
