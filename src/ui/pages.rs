//! The screens, one file each.

pub mod about;
pub mod act;
pub mod begin;
pub mod dispute;
pub mod export;
pub mod first_use;
pub mod home;
pub mod import;
pub mod preview;
pub mod profile;
pub mod safety;
pub mod settings;
pub mod unlock;

use leptos::prelude::*;

use super::parts::heading::heading;
use super::parts::link::link;
use super::parts::trouble::notice_of;
use super::route::Route;
use super::session::Session;
use super::words;
use crate::casebook::views::Told;

/// While the storage is being opened.
pub fn opening() -> AnyView {
    view! { <p role="status">{words::READING}</p> }.into_any()
}

/// No screen has this address.
pub fn unknown() -> AnyView {
    view! {
        {heading(words::UNKNOWN, words::UNKNOWN)}
        <p>{words::UNKNOWN_TO_DO}</p>
        {link(Route::Home, "button", words::TO_HOME)}
    }
    .into_any()
}

/// Nothing can be kept in this window.
pub fn cannot(told: &Told) -> AnyView {
    let session = Session::of_page();
    view! {
        {heading(words::door::CANNOT, words::door::CANNOT)}
        {notice_of(told)}
        <button type="button" on:click=move |_| session.knock()>
            {words::door::TRY_AGAIN}
        </button>
    }
    .into_any()
}
