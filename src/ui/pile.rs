//! The files that were chosen at once: each is looked at by itself, and the others wait, whatever screen comes between.
//!
//! The one idea: *the browser holds the files, and we hold none.* What of a file was read goes with its screen, and is read
//! afresh. The pile goes with the page, so with a lock; what the tab keeps is that there was one, so that the page after
//! says so.

use leptos::prelude::*;
use web_sys::File;

use super::element::{View, all, live, nothing, or_nothing, p};
use super::parts::link::link;
use super::preferences::{keep_files_wait, takes_files_wait};
use super::route::Route;
use super::words::exchange as words;

/// The pile of this tab.
#[derive(Clone, Copy)]
pub struct Pile {
    /// Those that were neither taken in nor left, and were not found to be none of ours.
    pub files: RwSignal<Vec<File>, LocalStorage>,
    /// How many of them are looked at: the first one, or none.
    looked_at: RwSignal<usize>,
    /// Whether one went with the page before, and nothing was chosen since.
    pub let_go: RwSignal<bool>,
}

impl Pile {
    /// None is chosen yet; once a page.
    pub fn start() -> Self {
        let files = RwSignal::new_local(Vec::new());
        Effect::new(move || keep_files_wait(files.with(|files| !files.is_empty())));
        Self { files, looked_at: RwSignal::new(0), let_go: RwSignal::new(takes_files_wait()) }
    }

    /// The page's.
    pub fn of_page() -> Self {
        expect_context()
    }

    /// How many have not been looked at.
    pub fn waiting(self) -> usize {
        self.files.with(Vec::len).saturating_sub(self.looked_at.get())
    }

    /// Nothing is looked at any more: what was is the next one again.
    pub fn put_back(self) {
        self.looked_at.set(0);
    }

    /// Done with the one that is looked at, if one is.
    pub fn done(self) {
        if self.looked_at.get_untracked() > 0 {
            self.looked_at.set(0);
            self.files.update(|files| drop(files.remove(0)));
        }
    }

    /// Done with that one; from now on the next is looked at.
    pub fn next(self) -> Option<File> {
        self.done();
        let next = self.files.with_untracked(|files| files.first().cloned());
        self.looked_at.set(usize::from(next.is_some()));
        next
    }

    /// What is looked at is a message, or a pasted text, with these files in it: they take its place before those that
    /// wait. Gives what the first is called, which is looked at from now on.
    pub fn apart(self, name: &str, files: &[String]) -> String {
        self.done();
        let called = |n| words::of_message(name, n);
        let file = |(n, text): (usize, &String)| {
            let parts = js_sys::Array::of1(&text.as_str().into());
            // Refused only where the browser has no room.
            File::new_with_str_sequence(&parts, &called(n + 1)).ok()
        };
        let apart = files.iter().enumerate().filter_map(file).collect();
        self.files.set([apart, self.files.get_untracked()].concat());
        self.looked_at.set(1);
        called(1)
    }

    /// That files wait, which leads to them, or that they went with the page before.
    pub fn told(self) -> View {
        let wait = live(move || match self.files.with(Vec::len) {
            0 => nothing(),
            n => p().class("notice").child(link(Route::Import, "", &words::files_wait(n))).view(),
        });
        all(vec![self.told_let_go(), wait])
    }

    /// That files went with the page before.
    pub fn told_let_go(self) -> View {
        live(move || or_nothing(self.let_go.get().then(|| p().class("notice").text(words::FILES_LET_GO))))
    }
}
