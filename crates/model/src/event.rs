use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

macro_rules! names {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $text)] $variant),+ }

        impl $name {
            /// All of them, in the order in which the model numbers them.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The name as written in output.
            pub const fn name(self) -> &'static str {
                match self { $($name::$variant => $text),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad(self.name()) }
        }

        impl FromStr for $name {
            type Err = String;
            fn from_str(s: &str) -> Result<Self, String> {
                Self::ALL.iter().copied().find(|v| v.name().eq_ignore_ascii_case(s)).ok_or_else(|| {
                    let all: Vec<_> = Self::ALL.iter().map(|v| v.name()).collect();
                    format!("{s:?} is none of {}", all.join(", "))
                })
            }
        }
    };
}

names! {
    /// PLOVER's sixteen event types.
    Event {
        /// Agree, promise, offer, plan to cooperate.
        Agree = "AGREE",
        /// Meet, visit, call, negotiate.
        Consult = "CONSULT",
        /// Praise, endorse, recognise, sign a treaty.
        Support = "SUPPORT",
        /// Apologise, ease in words, accept a demand.
        Concede = "CONCEDE",
        /// Mutual trade, joint exercises, shared intelligence, extradition.
        Cooperate = "COOPERATE",
        /// Money, arms, troops, relief, asylum for the recipient's good.
        Aid = "AID",
        /// Withdraw, release, cease fire, disarm, resign.
        Retreat = "RETREAT",
        /// Ask, urge, demand, order.
        Request = "REQUEST",
        /// Condemn, criticise, accuse, sue, investigate.
        Accuse = "ACCUSE",
        /// Refuse, deny, veto, cancel.
        Reject = "REJECT",
        /// Warn of or threaten harm.
        Threaten = "THREATEN",
        /// Demonstrate, strike, boycott, riot.
        Protest = "PROTEST",
        /// Cut ties or aid, embargo, expel, convict.
        Sanction = "SANCTION",
        /// Deploy, alert, exercise alone, test missiles.
        Mobilize = "MOBILIZE",
        /// Arrest, seize, annex, ban, censor, deport, cyber attack.
        Coerce = "COERCE",
        /// Any physical attack.
        Assault = "ASSAULT",
    }
}

names! {
    /// PLOVER's four quad classes.
    Quad {
        /// AGREE CONSULT SUPPORT CONCEDE.
        VerbalCooperation = "verbal cooperation",
        /// COOPERATE AID RETREAT.
        MaterialCooperation = "material cooperation",
        /// REQUEST ACCUSE REJECT THREATEN.
        VerbalConflict = "verbal conflict",
        /// PROTEST SANCTION MOBILIZE COERCE ASSAULT.
        MaterialConflict = "material conflict",
    }
}

names! {
    /// What a text claims about an event's being real.
    Status {
        /// Happened or is happening, in the text's own voice or flatly stated by a named source.
        Reported = "reported",
        /// Hedged or accused.
        Alleged = "alleged",
        /// Will, intends, offers, threatens to.
        Planned = "planned",
        /// A named party says that it did not happen.
        Denied = "denied",
        /// The text's own voice says that it did not happen.
        Negated = "negated",
    }
}

impl Event {
    /// The quad class; SANCTION is material conflict here.
    pub const fn quad(self) -> Quad {
        match self {
            Event::Agree | Event::Consult | Event::Support | Event::Concede => Quad::VerbalCooperation,
            Event::Cooperate | Event::Aid | Event::Retreat => Quad::MaterialCooperation,
            Event::Request | Event::Accuse | Event::Reject | Event::Threaten => Quad::VerbalConflict,
            Event::Protest | Event::Sanction | Event::Mobilize | Event::Coerce | Event::Assault => Quad::MaterialConflict,
        }
    }
}
