//! What screens and the desk show: plain structs, public fields, no behaviour.
//!
//! The one idea: *a view is finished.* Labels are looked up, dates are counted, what is possible
//! now is decided, and every form says what it asks. Whoever shows a view compares nothing.
//! Ids are strings that are only handed back. Days and moments are London's.
//!
//! Start at [`HomeView`], [`DisputeView`], [`Action`], [`ImportPreview`].

mod action;
mod backup;
mod contacts;
mod desk;
mod dispute;
mod draft;
mod duty;
#[cfg(feature = "desk")]
mod erased;
mod exchange;
mod guide;
mod home;
mod issued;
mod members;
mod partnership;
mod procedure;
mod receiving;

pub use self::action::*;
pub use self::backup::*;
pub use self::contacts::*;
pub use self::desk::*;
pub use self::dispute::*;
pub use self::draft::*;
pub use self::duty::*;
#[cfg(feature = "desk")]
pub use self::erased::*;
pub use self::exchange::*;
pub use self::guide::*;
pub use self::home::*;
pub use self::issued::*;
pub use self::members::*;
pub use self::partnership::*;
pub use self::procedure::*;
pub use self::receiving::*;
