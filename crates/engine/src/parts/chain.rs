//! 审批链: who signs after whom, with 退回 to a chosen step and 撤回 by the applicant.

use crate::{
    access::Hat,
    days::Day,
    procedure::{Pace, Step},
    words::{PersonId, Prose},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One station of a chain: who is to sign, and on what ground.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Station {
    /// Its word: 组织部审核.
    #[schemars(title = "环节")]
    pub word: String,
    /// Who signs: any of these hats.
    #[schemars(title = "签署人", extend("x-hidden" = true))]
    pub by: Vec<Hat>,
    /// Clause or limit from which the station follows.
    #[schemars(title = "依据")]
    pub clause: String,
}

/// How a station was signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// 同意
    #[schemars(title = "同意")]
    Agreed,
    /// 退回
    #[schemars(title = "退回")]
    Returned,
    /// 不同意
    #[schemars(title = "不同意")]
    Refused,
}

/// A signed opinion.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Opinion {
    /// Index of the station, from 0.
    #[schemars(title = "第几环节", extend("x-hidden" = true))]
    pub station: usize,
    /// The station's word at the time.
    #[schemars(title = "环节")]
    pub word: String,
    /// Who signed; empty when an account without a cadre behind it signed.
    #[schemars(title = "签署人")]
    pub by: Option<PersonId>,
    /// The day on which it counts.
    #[schemars(title = "日期")]
    pub day: Day,
    /// What it says.
    #[schemars(title = "结论")]
    pub verdict: Verdict,
    /// In words.
    #[schemars(title = "意见")]
    pub text: Option<Prose>,
}

/// A chain of stations with the opinions given so far.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Chain {
    /// The stations, in order.
    #[schemars(title = "审批环节")]
    pub stations: Vec<Station>,
    /// Index of the station whose turn it is; equal to the number of stations when all have signed.
    #[schemars(title = "当前环节", extend("x-hidden" = true))]
    pub at: usize,
    /// All opinions, oldest first; a returned matter is signed again.
    #[schemars(title = "审批意见")]
    pub opinions: Vec<Opinion>,
}

impl Chain {
    /// A chain at its first station.
    #[must_use]
    pub fn new(stations: Vec<Station>) -> Self {
        Self { stations, at: 0, opinions: Vec::new() }
    }

    /// The station whose turn it is; none when all have signed.
    #[must_use]
    pub fn current(&self) -> Option<&Station> {
        self.stations.get(self.at)
    }

    /// Whether the current station is the last.
    #[must_use]
    pub fn is_last(&self) -> bool {
        self.at + 1 == self.stations.len()
    }

    /// Whether all have signed.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.at >= self.stations.len()
    }

    /// The opinion that a signature at the current station makes.
    #[must_use]
    pub fn opinion(&self, by: Option<PersonId>, day: Day, verdict: Verdict, text: Option<Prose>) -> Option<Opinion> {
        let word = self.current()?.word.clone();
        Some(Opinion { station: self.at, word, by, day, verdict, text })
    }

    /// Enters an agreeing opinion and moves on. Whether the opinion belongs to the current station is told by the answer.
    #[must_use]
    pub fn agree(&mut self, opinion: Opinion) -> bool {
        let fits = opinion.station == self.at && !self.is_complete();
        if fits {
            self.at += 1;
            self.opinions.push(opinion);
        }
        fits
    }

    /// Enters a returning opinion and goes back to a station already passed.
    #[must_use]
    pub fn turn_back(&mut self, opinion: Opinion, to: usize) -> bool {
        let fits = opinion.station == self.at && to < self.at;
        if fits {
            self.at = to;
            self.opinions.push(opinion);
        }
        fits
    }

    /// Puts the chain back to its first station with the given stations: the applicant has changed what was returned to him.
    pub fn restart(&mut self, stations: Vec<Station>) {
        self.stations = stations;
        self.at = 0;
    }

    /// How often the current station was signed before: 第2次 is one.
    #[must_use]
    pub fn round(&self) -> usize {
        self.opinions.iter().filter(|opinion| opinion.station == self.at).count()
    }

    /// The steps of the step bar.
    #[must_use]
    pub fn steps(&self) -> Vec<Step> {
        let step = |(index, station): (usize, &Station)| {
            let signed = self
                .opinions
                .iter()
                .rev()
                .find(|opinion| opinion.station == index && opinion.verdict == Verdict::Agreed);
            let pace = Pace::at(index, self.at);
            let day = signed.filter(|_| pace == Pace::Done).map(|opinion| opinion.day);
            let round = if pace == Pace::Current { self.round() } else { 0 };
            let word =
                if round > 0 { format!("{}（第{}次）", station.word, round + 1) } else { station.word.clone() };
            Step { word, pace, day, who: None }
        };
        self.stations.iter().enumerate().map(step).collect()
    }
}
