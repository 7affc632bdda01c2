//! The frame around every screen, and which screen shows.

use leptos::prelude::*;

use crate::casebook::Opening;
use crate::ui::element::{
    El, View, all, button, div, footer, header, img, li, live, live_anew, main as main_element, nav,
    or_nothing, p, ul, words as say,
};
use crate::ui::language;
use crate::ui::navigator::Navigator;
use crate::ui::pages;
use crate::ui::pages::help::Of;
use crate::ui::parts::link::{link, link_of, link_within, menu_link};
use crate::ui::parts::news::update_prompt;
use crate::ui::parts::safe_line::safe_line;
use crate::ui::pile::Pile;
use crate::ui::preferences::storage;
use crate::ui::route::Route;
use crate::ui::session::{Door, Session};
use crate::ui::shell::Shell;
use crate::ui::watch::watch;
use crate::ui::words;

/// Puts the screens on the page; everything is stored on that device.
pub fn mount(device: Opening) {
    language::speak();
    if let Some(page) = document().document_element() {
        // For the shell, which removes it where that is asked for. Refused only for a name that is no name.
        let _ = page.set_attribute("data-casebook", &storage());
    }
    mount_to_body(|| app(device).drawn());
    // What stood there while the module was on its way.
    if let Ok(Some(starting)) = document().query_selector(".starting") {
        starting.remove();
    }
}

fn app(device: Opening) -> View {
    let navigator = Navigator::start();
    provide_context(navigator);
    let session = Session::start(navigator, device);
    provide_context(session);
    provide_context(Shell::start());
    provide_context(Pile::start());
    watch(session);
    Effect::new(move || {
        navigator.route();
        session.turn_page();
    });
    let shown = main_element()
        .attr("id", "main")
        .attr("tabindex", "-1")
        .child(safe_line())
        .child(live_anew(move || screen(session.door(), navigator.route())));
    all(vec![
        link_within("main".to_owned(), "skip", words::SKIP),
        masthead(session),
        update_prompt(),
        shown.view(),
        footer().child(p().text(words::FOOT)).view(),
    ])
}

fn masthead(session: Session) -> View {
    let mark = img().attr("src", "icons/mark.svg").attr("alt", "").attr("width", "32").attr("height", "32");
    let brand = all(vec![mark.view(), say(words::ACCORD)]);
    let hide = move || or_nothing((session.door() == Door::Open).then(|| hide(session)));
    let first = div()
        .class("masthead")
        .child(link_of(Route::Home, "brand", brand))
        .child(link(Route::Safety, "danger-link", words::safety::LINK))
        .child(live(hide));
    let menu = live(move || or_nothing((session.door() == Door::Open).then(|| menu(session))));
    header().class("masthead-edge").child(first).child(menu).view()
}

/// One tap takes everything off the screen.
fn hide(session: Session) -> El {
    button()
        .attr("type", "button")
        .class("second hide")
        .on("click", move |_| session.hide())
        .text(words::HIDE)
}

fn menu(session: Session) -> View {
    let lock = button().attr("type", "button").class("wordly").on("click", move |_| session.hide());
    let items = ul()
        .class("site")
        .child(menu_link(Route::Home, words::MENU_HOME))
        .child(menu_link(Route::New(None), words::MENU_NEW))
        .child(menu_link(Route::Import, words::MENU_IMPORT))
        .child(menu_link(Route::Settings, words::MENU_SETTINGS))
        .child(li().child(lock.text(words::LOCK)));
    nav().attr("aria-label", words::MENU).child(items).view()
}

/// The screen behind the door; the safety card stands before it.
fn screen(door: Door, route: Route) -> View {
    if route == Route::Safety {
        return pages::safety::safety();
    }
    match door {
        Door::Opening => pages::opening(),
        Door::Refused(told) => pages::cannot(&told),
        Door::Absent => pages::first_use::first_use(),
        Door::Lost => pages::backup::lost(),
        Door::Locked => pages::unlock::unlock(),
        Door::Open => match route {
            Route::Home => pages::home::home(),
            Route::New(on) => pages::begin::begin(on),
            Route::Dispute(id) => pages::dispute::dispute(id),
            Route::Act(id, name) => pages::act::act(id, name),
            Route::Export(id) => pages::export::export(id),
            Route::Version(id) => pages::version::version(id),
            Route::Paper(id, form) => pages::paper::paper(id, form),
            Route::Import => pages::import::import(),
            Route::Backup => pages::backup::backup(),
            Route::Safety => pages::safety::safety(),
            Route::Partnership => pages::partnership::partnership(),
            Route::Secrets => pages::secrets::secrets(),
            Route::Wipe => pages::wipe::wipe(),
            Route::Settings => pages::settings::settings(),
            Route::Contacts => pages::contacts::contacts(),
            Route::Help(procedure) => pages::help::help(Of::Procedure(procedure)),
            Route::HelpOf(dispute) => pages::help::help(Of::Dispute(dispute)),
            Route::Unknown => pages::unknown(),
        },
    }
}
