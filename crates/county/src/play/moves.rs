//! Who goes where: retirements, and the chain of moves that fills what they leave. A batch is one meeting's decision.

use engine::days::{Calendar, Day};

use crate::chance::Chance;
use crate::made::{Authority, Chief, Level};

use super::season::works;
use super::world::{World, is_managed};

/// Why somebody leaves a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Departure {
    /// 调动
    Transfer,
    /// 退休
    Retirement,
    /// 辞职
    Resignation,
    /// 免职
    Removal,
}

/// One person's move.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    /// Who.
    pub person: usize,
    /// Posts he leaves, with the reason.
    pub leaves: Vec<usize>,
    /// Why.
    pub departure: Departure,
    /// Posts he takes; two where one person is secretary and head.
    pub takes: Vec<usize>,
    /// Takes his own post again, from now on leading the unit without being its chief (or no longer).
    pub acting: bool,
    /// Level that comes with it, when it is a higher one.
    pub promoted: bool,
}

/// The days on which posts are decided between two days: five meetings a year, a wave of seven when terms end.
#[must_use]
pub fn meetings(chance: &mut Chance, calendar: &Calendar, from: Day, to: Day) -> Vec<(Day, u64)> {
    let mut days = Vec::new();
    for year in from.year()..=to.year() {
        let wave = year % 5 == 1;
        let months: &[i8] = if wave { &[1, 3, 4, 6, 7, 9, 11] } else { &[2, 4, 7, 9, 12] };
        for month in months {
            let Some(first) = Day::new(year, *month, 1) else { continue };
            let wish = first.plus(chance.between(8, 22));
            let day = (0..15).map(|more| wish.plus(more)).find(|day| works(calendar, *day)).unwrap_or(wish);
            let size = chance.between(24, 32) + if wave { 22 } else { 0 };
            if from <= day && day <= to {
                days.push((day, u64::try_from(size).unwrap_or(24)));
            }
        }
    }
    days
}

/// One batch: some leave for good, then posts are filled from below and from the side until enough people have moved.
#[must_use]
pub fn batch(chance: &mut Chance, world: &mut World<'_>, day: Day, size: u64) -> Vec<Move> {
    let limit = usize::try_from(size).unwrap_or(24).min(world.managed().count() / 8 + 1);
    let mut moves = leavers(chance, world, day, limit / 4 + 1);
    let mut moved: Vec<usize> = moves.iter().map(|m| m.person).collect();
    // Each filling leaves a new gap one step below; when no gap is left, two of one level change places.
    while moves.len() < limit {
        let mut open = world.vacancies();
        chance.shuffle(&mut open);
        open.sort_by_key(|post| world.made.post(*post).map(|at| at.level));
        let filled = open.iter().find_map(|post| successor(chance, world, *post, &moved, day).map(|who| (*post, who)));
        let before = moves.len();
        if let Some((post, person)) = filled {
            moves.push(fill(world, post, person));
            moved.push(person);
        } else {
            let exchanged = exchange(chance, world, &moved);
            moved.extend(exchanged.iter().map(|m| m.person));
            moves.extend(exchanged);
        }
        if moves.len() == before {
            break;
        }
    }
    moves.extend(leads(world, &moved));
    moves
}

/// No unit stays without somebody who leads it: a member of its body does, until a chief comes.
fn leads(world: &mut World<'_>, moved: &[usize]) -> Vec<Move> {
    let changes: Vec<_> = world.leads().into_iter().filter(|(person, _, _)| !moved.contains(person)).collect();
    let one = |(person, post, acting)| {
        world.act(person, post, acting);
        let takes = vec![post];
        Move { person, leaves: Vec::new(), departure: Departure::Transfer, takes, acting, promoted: false }
    };
    changes.into_iter().map(one).collect()
}

/// Two members of leading bodies change places, as is usual after years in one post.
fn exchange(chance: &mut Chance, world: &mut World<'_>, moved: &[usize]) -> Vec<Move> {
    let ordinary = |key: &usize| {
        let posts = world.posts(*key);
        let plain = posts.first().and_then(|post| world.made.post(*post));
        !moved.contains(key)
            && world.may_move(*key)
            && posts.len() == 1
            && !world.heads(*key)
            && plain.is_some_and(|post| post.leading)
    };
    let free: Vec<usize> = world.managed().map(|(key, _)| key).filter(ordinary).collect();
    let Some(one) = chance.pick(&free).copied() else { return Vec::new() };
    let level = world.main(one).map(|post| (post.level, post.party));
    let unit = world.unit(one);
    let fits =
        |key: &&usize| world.main(**key).map(|post| (post.level, post.party)) == level && world.unit(**key) != unit;
    let others: Vec<usize> = free.iter().filter(fits).copied().collect();
    let Some(other) = chance.pick(&others).copied() else { return Vec::new() };
    let (Some(first), Some(second)) = (world.posts(one).first().copied(), world.posts(other).first().copied()) else {
        return Vec::new();
    };
    world.leave(one, first);
    world.leave(other, second);
    let step = |person, from, to| Move {
        person,
        leaves: vec![from],
        departure: Departure::Transfer,
        takes: vec![to],
        acting: false,
        promoted: false,
    };
    world.take(one, second);
    world.take(other, first);
    vec![step(one, first, second), step(other, second, first)]
}

/// Those of age retire; a few resign or are relieved.
fn leavers(chance: &mut Chance, world: &mut World<'_>, day: Day, limit: usize) -> Vec<Move> {
    let mut chosen: Vec<(usize, Departure)> = world
        .managed()
        .map(|(key, _)| (key, world.age(key, day)))
        .filter(|(key, age)| *age >= 60 && world.may_move(*key))
        .map(|(key, _)| (key, Departure::Retirement))
        .take(limit)
        .collect();
    let mut others: Vec<usize> =
        world.managed().map(|(key, _)| key).filter(|key| chosen.iter().all(|(who, _)| who != key)).collect();
    chance.shuffle(&mut others);
    let leads = |key: &usize| world.may_move(*key) && world.main(*key).is_some_and(|post| post.leading);
    let mut rest = others.into_iter().filter(leads);
    let share = limit.saturating_sub(chosen.len()).min(3);
    for turn in 0..share {
        let departure = if turn == 0 { Departure::Resignation } else { Departure::Removal };
        chosen.extend(rest.next().map(|key| (key, departure)));
    }
    let mut moves = Vec::new();
    for (person, departure) in chosen {
        let leaves = world.posts(person).to_vec();
        world.depart(person);
        moves.push(Move { person, leaves, departure, takes: Vec::new(), acting: false, promoted: false });
    }
    moves
}

/// Who takes an empty post: somebody of the level from elsewhere, or the best of the level below.
fn successor(chance: &mut Chance, world: &World<'_>, post: usize, moved: &[usize], day: Day) -> Option<usize> {
    let at = world.made.post(post)?;
    let from_below = chance.percent(60);
    let mut able: Vec<usize> = Vec::new();
    for (key, cadre) in world.made.cadres.iter().enumerate() {
        let Some(main) = world.main(key) else { continue };
        let below = match at.level {
            Level::Full => main.level == Level::Deputy,
            _ => main.level == Level::Section,
        };
        let level = if from_below { below } else { main.level == at.level };
        let party = !at.party || cadre.politics == "中共党员";
        let free =
            !moved.contains(&key) && world.may_move(key) && cadre.authority != Authority::City && main.unit != at.unit;
        // Chiefs go to chiefs' posts only.
        let chief = main.chief == Chief::None || main.level == Level::Section || at.chief != Chief::None;
        if level && party && free && chief && (28..57).contains(&world.age(key, day)) {
            able.push(key);
        }
    }
    chance.pick(&able).copied()
}

fn fill(world: &mut World<'_>, post: usize, person: usize) -> Move {
    let leaves = world.posts(person).to_vec();
    let before = world.main(person).map(|main| main.level);
    for old in &leaves {
        world.leave(person, *old);
    }
    let takes: Vec<usize> = [Some(post), world.companion(post)].into_iter().flatten().collect();
    for new in &takes {
        world.take(person, *new);
    }
    let now = world.made.post(post).map(|at| at.level);
    let promoted = before != now && now.is_some_and(is_managed);
    Move { person, leaves, departure: Departure::Transfer, takes, acting: false, promoted }
}
