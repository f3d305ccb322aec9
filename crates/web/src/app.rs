//! What pages and API stand on: an open county, a clock, and what is worked out once.

use crate::{
    door::pace::Pace,
    fault::Problem,
    intake::jobs::Jobs,
    metrics::Metrics,
    outgoing::Outgoing,
    pages::{menu::Menus, seen::Seen, setup::Known},
    server::cost,
};
use engine::{
    days::{Day, HalfDay},
    erased::Schemas,
    history::EngineAction,
    tagged::{self, VerbSchema},
};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
};
use store::{County, Reader, sql::Fault};

/// The clock a server is given; nothing in this crate reads another.
pub type Clock = Arc<dyn Fn() -> jiff::Timestamp + Send + Sync>;

pub use store::COUNTY_NAME;

/// How a server is to behave.
pub struct Settings {
    /// The open county.
    pub county: Arc<County>,
    /// The moment of every request.
    pub now: Clock,
    /// Every page says that people and data are invented.
    pub demo: bool,
    /// The cookie is sent over TLS only; set where a proxy in front speaks TLS.
    pub secure_cookie: bool,
    /// Writes one line for each request to the error stream.
    pub log: bool,
}

/// The application: cheap to clone, one for all requests.
#[derive(Clone)]
pub struct App {
    /// The open county.
    pub county: Arc<County>,
    /// The moment of every request.
    pub now: Clock,
    /// A made county.
    pub demo: bool,
    /// The cookie is sent over TLS only.
    pub secure_cookie: bool,
    /// Whose program this is, in the head of every page: 中共某县委组织部.
    pub(crate) office: Arc<str>,
    /// The county's name, as papers say it.
    pub(crate) county_name: Arc<str>,
    pub(crate) log: bool,
    /// What leaves the house, and how.
    pub(crate) outgoing: Arc<Outgoing>,
    /// When it began.
    pub(crate) started: jiff::Timestamp,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) pace: Arc<Pace>,
    pub(crate) intake: Arc<Jobs>,
    /// Words that stand in the columns of ledgers.
    pub(crate) words: Arc<Seen>,
    /// What stands behind the items of everybody's menu.
    pub(crate) menus: Arc<Menus>,
    /// What the county was last found to lack.
    pub(crate) missing: Arc<Known>,
    /// The code of this start of an empty county, until its administrators are made.
    first_start: Arc<Mutex<Option<String>>>,
    pub(crate) openapi: Arc<OnceLock<String>>,
    schemas: Arc<BTreeMap<&'static str, Schemas>>,
    common: Arc<[VerbSchema]>,
}

impl App {
    /// Works out the schemas of all kinds once.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        let Settings { county, now, demo, secure_cookie, log } = settings;
        let schemas = county.catalogue().iter().map(|mechanism| (mechanism.kind().id, mechanism.schemas())).collect();
        // A made county has a name of its own; nobody's real office stands over invented people.
        let named = county.reader().setting(COUNTY_NAME).ok().flatten();
        let name = named.unwrap_or_else(|| county.policy().name().to_owned());
        Self {
            started: now(),
            office: format!("中共{name}委组织部").into(),
            county_name: name.into(),
            county,
            now,
            demo,
            secure_cookie,
            log,
            outgoing: Arc::default(),
            metrics: Arc::default(),
            pace: Arc::default(),
            intake: Arc::default(),
            words: Arc::default(),
            menus: Arc::default(),
            missing: Arc::default(),
            first_start: Arc::default(),
            openapi: Arc::default(),
            schemas: Arc::new(schemas),
            common: tagged::verbs::<EngineAction>().into(),
        }
    }

    /// For a county without any account: whoever knows this code may make its administrators, once.
    #[must_use]
    pub fn with_first_start(self, code: String) -> Self {
        *self.first_start() = Some(code);
        self
    }

    /// With an address of its own, mail and a webhook.
    #[must_use]
    pub fn with_outgoing(self, outgoing: Outgoing) -> Self {
        Self { outgoing: Arc::new(outgoing), ..self }
    }

    /// The code of the first start, held; none once the administrators are made.
    pub(crate) fn first_start(&self) -> MutexGuard<'_, Option<String>> {
        self.first_start.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the county waits for its administrators.
    pub(crate) fn is_empty_county(&self) -> bool {
        self.first_start().is_some()
    }

    /// The moment.
    #[must_use]
    pub fn moment(&self) -> jiff::Timestamp {
        (self.now)()
    }

    /// Today, in office time.
    #[must_use]
    pub fn today(&self) -> Day {
        Day::at(self.moment())
    }

    /// The present half-day, in office time.
    #[must_use]
    pub fn half_day(&self) -> HalfDay {
        HalfDay::at(self.moment())
    }

    /// The schemas of a kind.
    #[must_use]
    pub fn schemas(&self, kind: &str) -> Option<&Schemas> {
        self.schemas.get(kind)
    }

    /// The schema of an action of a kind, its own or the engine's.
    #[must_use]
    pub fn action(&self, kind: &str, verb: &str) -> Option<&VerbSchema> {
        let own = self.schemas(kind)?.action(verb);
        own.or_else(|| self.common_actions().iter().find(|schema| schema.verb == verb))
    }

    /// The actions that every existing matter has.
    #[must_use]
    pub fn common_actions(&self) -> &[VerbSchema] {
        &self.common
    }

    /// Reads the county away from the threads that answer requests.
    ///
    /// # Errors
    /// 503 with the sentence of the database.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Reader) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Problem> {
        let reader = self.county.reader();
        let read = tokio::task::spawn_blocking(cost::counted(move || work(&reader))).await;
        read.map_err(|_| Problem::broken())?.map_err(|fault| Problem::unavailable(fault.sentence()))
    }

    /// Does something to the county that waits for it, away from the threads that answer requests.
    ///
    /// # Errors
    /// 503 when the work panicked.
    pub async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&County) -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let county = Arc::clone(&self.county);
        tokio::task::spawn_blocking(cost::counted(move || work(&county))).await.map_err(|_| Problem::broken())
    }
}
