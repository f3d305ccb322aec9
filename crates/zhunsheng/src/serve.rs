//! `serve`: an existing county, or a new empty one, behind its address.

use crate::{
    args::{Listen, Serve},
    clock::{self, Clock},
    open::{How, open},
    out::{Fault, complain, say, words},
    outgoing::Ways,
    settings::Whereabouts,
};
use engine::days::Day;
use std::{
    net::{SocketAddr, TcpListener},
    sync::{Arc, mpsc},
    time::Duration,
};
use store::County;

/// Setting that allows `--today`: the county was made by `demo`, or as a test.
pub const TEST_CLOCK: &str = "test_clock";

/// Setting of a county whose people are invented.
pub const DEMO: &str = "demo";

/// Between two rounds of the clock's own work.
const ROUND: Duration = Duration::from_secs(20);

/// Carries out `serve`.
///
/// # Errors
/// Unreadable arguments (2), a busy address (2), county in use (3).
pub fn run(args: &Serve) -> Result<(), Fault> {
    let whereabouts = Whereabouts::of(&args.place)?;
    let listener = bind(&args.listen)?;
    let county = open(&whereabouts, How::default())?;
    if args.test {
        county.set_setting(TEST_CLOCK, "1").map_err(|fault| Fault::usage(fault.sentence()))?;
    }
    serve(county, listener, &args.listen)
}

/// Takes the address before anything long begins, so that a busy port is known at once.
///
/// # Errors
/// The address cannot be had.
pub fn bind(listen: &Listen) -> Result<TcpListener, Fault> {
    let taken = |error: std::io::Error| {
        Fault::usage(format!("不能监听 {}：{error}。请用 --listen 换一个地址或端口。", listen.listen))
    };
    TcpListener::bind(&listen.listen).map_err(taken)
}

/// Serves a county until it is told to stop, then answers what it took and closes.
///
/// # Errors
/// `--today` on a county of real people; a server that cannot run.
pub fn serve(county: County, listener: TcpListener, listen: &Listen) -> Result<(), Fault> {
    let clock = Arc::new(clock_of(&county, listen)?);
    let county = Arc::new(county);
    let address = listener.local_addr().map_err(|error| Fault::usage(error.to_string()))?;
    let ways = Ways::of(&listen.outgoing, &address)?;
    tick(&county, &clock);
    say(format!("准绳已在 http://{address} 开始服务，按 Ctrl-C 停止。"));
    let (stop, stopped) = mpsc::channel::<()>();
    let rounds = std::thread::spawn({
        let (county, clock) = (Arc::clone(&county), Arc::clone(&clock));
        move || {
            let mut forgotten = None;
            while stopped.recv_timeout(ROUND) == Err(mpsc::RecvTimeoutError::Timeout) {
                tick(&county, &clock);
                forget(&county, &clock, &mut forgotten);
            }
        }
    });
    let outgoing = ways.told();
    let ways = ways.start(&county, &clock);
    let settings = web::app::Settings {
        county: Arc::clone(&county),
        now: Arc::new(move || clock.now()),
        demo: county.reader().setting(DEMO).ok().flatten().is_some(),
        secure_cookie: listen.secure,
        log: true,
    };
    let app = first_start(web::app::App::new(settings).with_outgoing(outgoing), &address)?;
    let ended = run_server(app, listener);
    drop(stop);
    ways.stop();
    rounds.join().unwrap_or_default();
    county.close();
    ended.map_err(|error| Fault::usage(format!("服务不能继续：{error}。")))
}

/// A county without any account gets a code: who reads it here may make the three administrators by page.
fn first_start(app: web::app::App, address: &SocketAddr) -> Result<web::app::App, Fault> {
    let known = app.county.reader().accounts("", 1).map_err(|fault| Fault::usage(fault.sentence()))?;
    if !known.is_empty() {
        return Ok(app);
    }
    let code = store::accounts::fresh_password().map_err(|fault| Fault::usage(fault.sentence()))?;
    say(format!("这是一个空的县。请在浏览器打开 http://{address}/setup 设立三员，启动码（只用一次）：{code}"));
    Ok(app.with_first_start(code))
}

fn run_server(app: web::app::App, listener: TcpListener) -> std::io::Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async move { web::server::serve(app, tokio::net::TcpListener::from_std(listener)?).await })
}

fn clock_of(county: &County, listen: &Listen) -> Result<Clock, Fault> {
    let Some(today) = &listen.today else { return Ok(Clock::of_the_machine()) };
    let moment = clock::parse(today).map_err(Fault::usage)?;
    let reader = county.reader();
    if reader.setting(TEST_CLOCK).ok().flatten().is_none() {
        return Err(Fault::usage("--today 只能用于演示或测试的县；真实的县以机器时间为准。"));
    }
    match reader.last_moment().ok().flatten() {
        Some(last) if last > moment => Err(Fault::usage(format!(
            "--today {today} 早于该县最后一条记录（{}），时间不能倒流。",
            clock::day_of(last)
        ))),
        _ => Ok(Clock::set_to(moment)),
    }
}

/// How long 待阅 keeps a notice.
const NOTICES: jiff::SignedDuration = jiff::SignedDuration::from_hours(24 * 60);

/// Forgets, once a day, the notices that are too old.
fn forget(county: &County, clock: &Clock, done: &mut Option<Day>) {
    let moment = clock.now();
    let today = clock::day_of(moment);
    if let Some(before) = moment.checked_sub(NOTICES).ok().filter(|_| *done != Some(today)) {
        // What cannot be forgotten now is forgotten by a later round.
        *done = county.forget_notices(before).is_ok().then_some(today);
    }
}

/// A round of the clock. What is logged of it names nobody: what the rules refuse can quote a person.
fn tick(county: &County, clock: &Clock) {
    let moment = clock.now();
    let noted = match county.tick(moment) {
        Ok(tick) if tick.refused.is_empty() => return,
        Ok(tick) => serde_json::json!({"moment": moment, "clock": "refused", "calls": tick.refused.len()}),
        Err(failure) => serde_json::json!({"moment": moment, "clock": "failed", "sentence": words(&failure)}),
    };
    complain(&noted.to_string());
}
