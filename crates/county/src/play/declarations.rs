//! 个人重大事项: reports of a year, filed by those who owe them, read, drawn for a check, verified, and told.

use opinion::focus::{declaration, declaration_check};
use serde_json::{Value, json};
use store::Owed;

use super::run::{Play, Sent};
use super::trips::Wave;

/// Days from fixing a list to the day on which its seed becomes known.
const AHEAD: i64 = 3;

impl Play<'_> {
    /// Most have nothing to report of most items, and say so of each.
    pub(crate) fn answer_declaration(&mut self, owed: &Owed, wave: Wave) -> Option<Sent> {
        if !self.affairs.chiefs.turns_to(owed, wave) {
            return None;
        }
        let (_, state) = self.known::<declaration::State>(&owed.matter)?;
        let person = state.opened.person.clone();
        let chance = &mut self.affairs.chiefs;
        let action = match owed.verb.as_deref()? {
            "file" => {
                let late = owed.due.is_some_and(|due| due < wave.day()).then_some("出差在外，回来后补报");
                return self.filed(owed, wave, late);
            }
            "accept" if state.supplements.is_empty() && state.accepted.is_none() && chance.percent(4) => {
                json!({"verb": "send_back", "items": [{"item": "houses", "what": "没有写清面积和坐落"}]})
            }
            "accept" => json!({"verb": "accept", "opinion": "项目齐全"}),
            "verify" if chance.percent(80) => {
                json!({"verb": "verify", "agrees": true, "sources": "与本人授权查询的不动产、工商登记信息比对"})
            }
            "verify" => json!({"verb": "verify", "agrees": false, "differences": "少报车位1处",
                "sources": "与本人授权查询的不动产登记信息比对"}),
            "explain" => json!({"verb": "explain", "text": "车位未办证，填报时遗漏"}),
            "find" => {
                let verified = state.verified.as_ref()?;
                if state.explained.is_empty() && verified.until.is_some_and(|until| wave.day() <= until) {
                    return None;
                }
                let verdict = if verified.verify.agrees { "truthful" } else { "omitted" };
                json!({"verb": "find", "verdict": verdict, "reason": "根据核实和本人说明认定"})
            }
            "confirm" => json!({"verb": "confirm", "agreed": true, "opinion": "同意"}),
            "tell" => json!({"verb": "tell", "day": wave.day(), "way": "书面"}),
            _ => return None,
        };
        if owed.verb.as_deref() == Some("explain") {
            return self.by_owner(owed, wave, action);
        }
        self.by_other(owed, wave, &person, action)
    }

    fn filed(&mut self, owed: &Owed, wave: Wave, late: Option<&str>) -> Option<Sent> {
        let terms = self.policy.dictionary("declaration_items").map(|known| known.terms.as_slice()).unwrap_or_default();
        let content = |code: &str| match code {
            "salary" => "按国家规定领取工资和津补贴",
            "houses" => "家庭住房1套，120平方米",
            _ => "无此类情况",
        };
        let row = |term: &engine::policy::Term| json!({"item": term.code, "content": content(&term.code)});
        let rows: Vec<Value> = terms.iter().map(row).collect();
        self.by_owner(owed, wave, json!({"verb": "file", "rows": rows, "late_reason": late}))
    }

    /// 抽查: the list is fixed, and some days later drawn from by the numbers of a public lottery, before somebody of another unit.
    pub(crate) fn answer_draw(&mut self, owed: &Owed, wave: Wave) -> Option<Sent> {
        let day = wave.day();
        let action = match owed.verb.as_deref()? {
            "prepare" if self.affairs.chiefs.percent(10) => {
                let known = day.plus(AHEAD);
                let source = format!("{}福利彩票双色球开奖号码", known.sentence_with_year());
                json!({"verb": "prepare", "source": source, "known_on": known})
            }
            "draw" => {
                let (_, state) = self.known::<declaration_check::State>(&owed.matter)?;
                if state.prepared.is_none_or(|prepared| day < prepared.known_on) {
                    return None;
                }
                let town = self.towns().first().copied()?;
                let witness = self.cast.person(self.unit_clerk(town)?);
                let seed = format!("{:02} {:02} 17 21 26 31 + 08", day.day(), day.month());
                json!({"verb": "draw", "seed": seed, "witness": witness})
            }
            _ => return None,
        };
        self.by_owner(owed, wave, action)
    }
}
