#![doc = include_str!("../README.md")]

mod act;
mod blocs;
mod bootstrap;
mod bytes;
mod change;
mod facts;
mod frustration;
mod key;
mod leiden;
mod options;
mod series;
mod tie;
mod trend;
mod weights;

pub use act::{Act, CERTAIN, Denial, Manner, OriginKey, Side, Vouch};
pub use blocs::{Balance, Blocs, Edge, Network};
pub use bytes::BytesError;
pub use change::{Change, changes};
pub use facts::{Fact, FactKind, facts};
pub use key::{ClaimKey, EventId, Points, hash};
pub use options::{Factors, Hinge, Options, Sectors, Without};
pub use series::{Point, Series, Step, series};
pub use tie::{By, Harm, Label, Line, Sum, Tie, against, allies, tie, ties};
pub use trend::{Direction, Trend, trend};
pub use weights::{HalfLife, Weights, WeightsError};
