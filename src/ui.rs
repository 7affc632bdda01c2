//! The screens: finished views in, orders out.
//!
//! The one idea: *a screen shows, it does not decide.* What is due, what may be done and why comes
//! finished from [`crate::casebook`]; a screen draws it and hands back answers. Deliberately absent:
//! rules, dates reckoned here, and stored words outside the casebook. Start at `mount`, then
//! `session` (what the screens share) and `pages` (one file a screen).
//!
//! What needs no browser (addresses, drafts, how long nobody was here, words) is tested without one.

#![cfg_attr(
    not(feature = "web"),
    expect(dead_code, unused_imports, reason = "without a browser it is only tested")
)]

mod absence;
mod draft;
mod route;
mod words;

#[cfg(feature = "web")]
mod app;
#[cfg(feature = "web")]
mod device;
#[cfg(feature = "web")]
mod drafts;
#[cfg(feature = "web")]
mod element;
#[cfg(feature = "web")]
mod focus;
#[cfg(feature = "web")]
mod language;
#[cfg(feature = "web")]
mod navigator;
#[cfg(feature = "web")]
mod own_lock;
#[cfg(feature = "web")]
mod pages;
#[cfg(feature = "web")]
mod parts;
#[cfg(feature = "web")]
mod pile;
#[cfg(feature = "web")]
mod preferences;
#[cfg(feature = "web")]
mod saved;
#[cfg(feature = "web")]
mod session;
#[cfg(feature = "web")]
mod shell;
#[cfg(feature = "web")]
mod watch;

#[cfg(feature = "web")]
pub use app::mount;
#[cfg(feature = "web")]
pub use preferences::storage;
