//! The ground of all others: units, posts, cadres, changes of posts, accounts.
