//! The screens, one file each.

pub mod about;
pub mod act;
pub mod backup;
pub mod begin;
pub mod contacts;
pub mod dispute;
pub mod export;
pub mod first_use;
pub mod help;
pub mod home;
pub mod import;
pub mod issued;
pub mod paper;
pub mod partnership;
pub mod preview;
pub mod profile;
pub mod recovery;
pub mod safety;
pub mod secrets;
pub mod settings;
pub mod unlock;
pub mod version;
pub mod wipe;

use super::element::{View, all, button, p};
use super::parts::heading::heading;
use super::parts::link::link;
use super::parts::trouble::notice_of;
use super::route::Route;
use super::session::Session;
use super::words;
use crate::casebook::views::Told;

/// While the storage is being opened.
pub fn opening() -> View {
    p().attr("role", "status").text(words::READING).view()
}

/// No screen has this address.
pub fn unknown() -> View {
    all(vec![
        heading(words::UNKNOWN, words::UNKNOWN),
        p().text(words::UNKNOWN_TO_DO).view(),
        link(Route::Home, "button", words::TO_HOME),
    ])
}

/// Nothing can be kept in this window.
pub fn cannot(told: &Told) -> View {
    let session = Session::of_page();
    let again = button().attr("type", "button").on("click", move |_| session.knock());
    all(vec![
        heading(words::door::CANNOT, words::door::CANNOT),
        notice_of(told),
        again.text(words::door::TRY_AGAIN).view(),
    ])
}
