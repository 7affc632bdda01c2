//! The frame around every screen, and which screen shows.

use leptos::prelude::*;

use crate::casebook::Opening;
use crate::ui::navigator::Navigator;
use crate::ui::pages;
use crate::ui::parts::link::{link, link_within, menu_link};
use crate::ui::parts::news::update_prompt;
use crate::ui::parts::safe_line::safe_line;
use crate::ui::route::Route;
use crate::ui::session::{Door, Session};
use crate::ui::watch::watch;
use crate::ui::words;

/// Puts the screens on the page; everything is stored on that device.
pub fn mount(device: Opening) {
    mount_to_body(|| app(device));
}

fn app(device: Opening) -> AnyView {
    let navigator = Navigator::start();
    provide_context(navigator);
    let session = Session::start(navigator, device);
    provide_context(session);
    watch(session);
    Effect::new(move || {
        navigator.route();
        session.turn_page();
    });
    view! {
        {link_within("main".to_owned(), "skip", words::SKIP.to_owned())}
        {masthead(session)}
        {update_prompt()}
        <main id="main" tabindex="-1">
            {safe_line()}
            {move || screen(session.door(), navigator.route())}
        </main>
        <footer>
            <p>{words::FOOT}</p>
        </footer>
    }
    .into_any()
}

fn masthead(session: Session) -> AnyView {
    let brand = view! {
        <img src="icons/mark.svg" alt="" width="32" height="32" />
        {words::ACCORD}
    };
    let menu = move || {
        (session.door() == Door::Open).then(|| {
            view! {
                <nav aria-label=words::MENU>
                    <ul class="site">
                        {menu_link(Route::Home, words::MENU_HOME)} {menu_link(Route::New, words::MENU_NEW)}
                        {menu_link(Route::Import, words::MENU_IMPORT)}
                        {menu_link(Route::Settings, words::MENU_SETTINGS)} <li>
                            <button type="button" class="wordly" on:click=move |_| session.lock()>
                                {words::LOCK}
                            </button>
                        </li>
                    </ul>
                </nav>
            }
        })
    };
    view! {
        <header class="masthead-edge">
            <div class="masthead">
                {link(Route::Home, "brand", brand)}
                {link(Route::Safety, "danger-link", words::safety::LINK)}
            </div>
            {menu}
        </header>
    }
    .into_any()
}

/// The screen behind the door; the safety card stands before it.
fn screen(door: Door, route: Route) -> AnyView {
    if route == Route::Safety {
        return pages::safety::safety();
    }
    match door {
        Door::Opening => pages::opening(),
        Door::Refused(told) => pages::cannot(&told),
        Door::Absent => pages::first_use::first_use(),
        Door::Locked => pages::unlock::unlock(),
        Door::Open => match route {
            Route::Home => pages::home::home(),
            Route::New => pages::begin::begin(),
            Route::Dispute(id) => pages::dispute::dispute(id),
            Route::Act(id, name) => pages::act::act(id, name),
            Route::Export(id) => pages::export::export(id),
            Route::Import => pages::import::import(),
            Route::Safety => pages::safety::safety(),
            Route::Settings => pages::settings::settings(),
            Route::Unknown => pages::unknown(),
        },
    }
}
