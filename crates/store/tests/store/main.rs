//! The store's tests: desk, journal, rows and reads, on SQLite and PostgreSQL, with toy mechanisms.

#[cfg(test)]
mod annual;
#[cfg(test)]
mod backup;
#[cfg(test)]
mod desk;
#[cfg(test)]
mod ground;
#[cfg(test)]
mod imports;
#[cfg(test)]
mod links;
#[cfg(test)]
mod notices;
#[cfg(test)]
mod outgoing;
#[cfg(test)]
mod packs;
#[cfg(test)]
mod planted;
#[cfg(test)]
mod presence;
#[cfg(test)]
mod reads;
#[cfg(test)]
mod sealed;
#[cfg(test)]
mod signing_in;
#[cfg(test)]
mod sql;
#[cfg(test)]
mod statistic;
#[cfg(test)]
mod toy;
#[cfg(test)]
mod veiled;
#[cfg(test)]
mod verify;
#[cfg(test)]
mod withheld;
