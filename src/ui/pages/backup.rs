//! Backups: one is made and read back; one is restored beside what is here, or taken out again.

use std::rc::Rc;

use leptos::prelude::*;

use crate::casebook::views::{BackupReport, ExportFile, RestorePreview, Restored};
use crate::casebook::{Casebook, OpenedBackup};
use crate::ui::device::{Download, browser_told};
use crate::ui::element::{
    El, View, a, all, button, div, h2, li, live, live_words, nothing, or_nothing, p, ul,
};
use crate::ui::navigator::Navigator;
use crate::ui::pages::partnership::opened_card;
use crate::ui::parts::awaited::await_order;
use crate::ui::parts::backup_form::{Then, backup_form};
use crate::ui::parts::casebooks::other_casebooks;
use crate::ui::parts::heading::heading;
use crate::ui::parts::loaded::loaded;
use crate::ui::parts::trouble::{Trouble, summary};
use crate::ui::parts::work::Work;
use crate::ui::route::Route;
use crate::ui::session::Session;
use crate::ui::words::backup as words;
use crate::ui::words::exchange;
use crate::words::Word;

/// A backup that was made, read back, and is the person's.
#[derive(Clone)]
struct Made {
    download: Download,
    file: Rc<ExportFile>,
    report: BackupReport,
    noted: bool,
}

/// A backup that was opened, and what it would bring.
type Checked = (Rc<OpenedBackup>, RestorePreview);

/// The screen.
pub fn backup() -> View {
    let checked = RwSignal::new_local(None::<Checked>);
    let said = RwSignal::new("");
    live(move || match checked.get() {
        None => all(vec![heading(words::BACKUP, words::BACKUP), make(), restore(checked, said)]),
        Some((backup, preview)) => decide(backup, &preview, checked, said),
    })
}

fn make() -> View {
    let session = Session::of_page();
    let made = RwSignal::new_local(None::<Made>);
    let (work, trouble): (_, Trouble) = (Work::new(), RwSignal::new(None));
    let make = move |_| {
        let handed_out = async move {
            made.set(None);
            let book = session.unlocked()?;
            let file = book.backup().await.map_err(|error| error.told())?;
            work.stays();
            let download = Download::of(&file).ok_or_else(browser_told)?;
            let report = book.check_backup(&file.text).await.map_err(|error| error.told())?;
            let noted = book.backup_made(&report).await.is_ok();
            made.try_set(Some(Made { download, file: Rc::new(file), report, noted }));
            Ok(())
        };
        work.begin(Box::pin(handed_out), trouble);
    };
    let state = live(move || match made.get() {
        None => nothing(),
        Some(made) => made_file(&made),
    });
    all(vec![
        p().text(words::WHAT).view(),
        summary(trouble),
        div().attr("role", "status").child(state).view(),
        div()
            .class("actions")
            .child(button().attr("type", "button").on("click", make).text(words::MAKE))
            .view(),
        work.shown(words::MAKING.said()),
    ])
}

fn made_file(Made { download, file, report, noted }: &Made) -> View {
    let again = a().attr("href", &download.address()).attr("download", &file.name).text(exchange::AGAIN);
    let unreadable = (report.unreadable > 0)
        .then(|| [&words::unreadable(report.unreadable), " ", words::KEEP_OLDER].concat())
        .map(|said| p().class("late").text(&said));
    div()
        .class("notice")
        .maybe(unreadable)
        .child(h2().text(&words::made(report)))
        .child(p().text(words::IN_DOWNLOADS))
        .child(p().text(&[&file.name, ". "].concat()).child(again))
        .maybe((!noted).then(|| p().text(words::NOT_NOTED)))
        .view()
}

fn restore(checked: RwSignal<Option<Checked>, LocalStorage>, said: RwSignal<&'static str>) -> View {
    let (session, navigator) = (Session::of_page(), Navigator::of_page());
    let then: Then = Box::new(move |backup| {
        Box::pin(async move {
            let book = session.unlocked()?;
            let preview = book.preview_restore(&backup).await.map_err(|error| error.told())?;
            said.set("");
            navigator.arrive();
            checked.try_set(Some((Rc::new(backup), preview)));
            Ok(())
        })
    });
    let read = |book: Rc<Casebook>| async move { book.restored().await };
    all(vec![
        h2().text(words::RESTORE).view(),
        p().text(words::RESTORE_WHAT).view(),
        backup_form(words::CHECK, then),
        p().attr("role", "status").child(live_words(move || Some(said.get().to_owned()))).view(),
        loaded(read, move |restored| or_nothing(restored.as_ref().map(|restored| take_out(restored, said)))),
    ])
}

/// What a backup brought last, and the way back.
fn take_out(restored: &Restored, said: RwSignal<&'static str>) -> View {
    let session = Session::of_page();
    let (busy, trouble): (_, Trouble) = (RwSignal::new(false), RwSignal::new(None));
    let take_out = move |_| {
        let ordered = async move {
            let book = session.unlocked()?;
            session.save(book.take_restored_out(), |()| None).await?;
            said.try_set(words::TAKEN_OUT);
            session.look_again();
            Ok(())
        };
        await_order(Box::pin(ordered), busy, trouble);
    };
    let take_out =
        button().attr("type", "button").class("second").on("click", take_out).text(words::TAKE_OUT);
    all(vec![
        p().text(&words::restored(restored)).view(),
        summary(trouble),
        div().class("actions").child(take_out).view(),
    ])
}

fn decide(
    backup: Rc<OpenedBackup>,
    preview: &RestorePreview,
    checked: RwSignal<Option<Checked>, LocalStorage>,
    said: RwSignal<&'static str>,
) -> View {
    let (session, navigator) = (Session::of_page(), Navigator::of_page());
    let trouble: Trouble = RwSignal::new(None);
    let busy = RwSignal::new(false);
    let about = backup.report().clone();
    let back = move |say| {
        navigator.arrive();
        said.set(say);
        checked.set(None);
    };
    let take = move |_| {
        let backup = Rc::clone(&backup);
        let ordered = async move {
            let book = session.unlocked()?;
            session.save(book.restore(&backup), |()| None).await?;
            back(words::TAKEN);
            Ok(())
        };
        await_order(Box::pin(ordered), busy, trouble);
    };
    let shown = if preview.disputes.is_empty() && preview.cards.is_empty() {
        p().text(words::NOTHING_NEW).view()
    } else {
        ul().each(preview.disputes.iter().map(|line| li().text(&words::line(line)))).view()
    };
    let navigator = Navigator::of_page();
    let then: Rc<dyn Fn()> = Rc::new(move || navigator.replace(Route::Partnership));
    let card = |(card, file): &(_, String)| opened_card(card, file.clone(), Rc::clone(&then));
    let cards = preview.cards.iter().map(card).collect();
    let take = button()
        .attr("type", "button")
        .live_attr("aria-disabled", move || busy.get().then_some("true"))
        .on("click", take)
        .text(words::TAKE);
    let leave = button()
        .attr("type", "button")
        .class("second")
        .on("click", move |_| back(exchange::LEFT))
        .text(exchange::LEAVE);
    all(vec![
        heading(words::PREVIEW, words::PREVIEW),
        summary(trouble),
        p().text(&words::of(&about)).view(),
        or_nothing((about.unreadable > 0).then(|| p().text(&words::unreadable(about.unreadable)))),
        shown,
        all(cards),
        or_nothing((preview.left > 0).then(|| p().class("notice late").text(&words::left(preview.left)))),
        div().class("actions").maybe(preview.brings.then_some(take)).child(leave).view(),
    ])
}

/// On a device that has no casebook: a backup becomes it.
pub fn first() -> View {
    becomes_it(p().text(words::FIRST_WHAT), words::ONE_KEY)
}

/// On a device on which nothing opens the casebook any more: a backup of it does.
pub fn lost() -> View {
    all(vec![becomes_it(p().class("late").text(words::LOST), words::LOST_WHAT), other_casebooks()])
}

fn becomes_it(what: El, notice: &'static Word) -> View {
    let session = Session::of_page();
    let then: Then = Box::new(move |backup| {
        Box::pin(async move {
            session.adopt(backup).await?;
            crate::ui::shell::tell("accord-keep");
            session.enter();
            Ok(())
        })
    });
    all(vec![
        heading(words::FIRST, words::FIRST),
        what.view(),
        p().class("notice").text(notice).view(),
        backup_form(words::FIRST_RESTORE, then),
    ])
}
