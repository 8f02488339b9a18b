#![doc = include_str!("../README.md")]

mod again;
mod alike;
mod carrier;
mod describe;
mod features;
mod group;
mod items;
mod numbers;
mod origins;
mod record;
mod states;
mod tables;
mod traces;

pub use again::{Again, Open};
pub use carrier::{Carrier, Signature, Successor};
pub use describe::{Member, describe};
pub use features::Features;
pub use group::{Decision, Grouped, Sweep};
pub use items::item_name;
pub use record::{EventRecord, Flag, FlagKind, Link, Origin, OriginKind, Reason, Scope, Step, StepKind};
pub use tables::Wording;
pub use traces::Traces;
