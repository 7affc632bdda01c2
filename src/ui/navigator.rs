//! Moves between screens: the address bar, the back button, the focus and the title.
//!
//! A screen is arrived at, not loaded: whoever cannot see that the page has changed is told by the
//! focus, which goes to the new heading (see [`super::parts::heading`]).

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::Closure;

use super::route::Route;
use super::words;

/// The one holder of the current route.
#[derive(Clone, Copy)]
pub struct Navigator {
    current: RwSignal<Route>,
    arrived: RwSignal<bool>,
    /// Whether the person went here, and no order of theirs led here.
    went: StoredValue<bool>,
    /// Whether something was typed here that is kept nowhere.
    unkept: RwSignal<bool>,
    /// Where the person would go, if that may be lost.
    asked: RwSignal<Option<Route>>,
}

impl Navigator {
    /// Reads the address and listens to the back button, for as long as the page lives.
    pub fn start() -> Self {
        let navigator = Self {
            current: RwSignal::new(read_address()),
            arrived: RwSignal::new(false),
            went: StoredValue::new(false),
            unkept: RwSignal::new(false),
            asked: RwSignal::new(None),
        };
        let on_back = Closure::<dyn FnMut()>::new(move || {
            let back = read_address();
            if navigator.stays(&back) {
                push(&navigator.current.get_untracked());
            } else {
                navigator.arrive();
                navigator.went.set_value(true);
                navigator.current.set(back);
            }
        });
        window().set_onpopstate(Some(wasm_bindgen::JsCast::unchecked_ref(on_back.as_ref())));
        on_back.forget();
        navigator
    }

    /// The navigator of this page.
    pub fn of_page() -> Self {
        expect_context()
    }

    /// Where the person is.
    pub fn route(self) -> Route {
        self.current.get()
    }

    /// The same, for what does not follow it.
    pub fn here(self) -> Route {
        self.current.get_untracked()
    }

    /// Goes to a screen; the back button comes back here.
    pub fn go(self, route: Route) {
        if !self.stays(&route) {
            push(&route);
            self.enter(route);
        }
    }

    /// Goes to a screen in place of this one.
    pub fn replace(self, route: Route) {
        let _ = history().replace_state_with_url(&JsValue::NULL, "", Some(&route.address()));
        self.enter(route);
    }

    /// Goes where a link leads, unless the person wants a new tab or a download.
    pub fn follow(self, click: &MouseEvent, route: Route) {
        let plain = click.button() == 0
            && !(click.ctrl_key() || click.meta_key() || click.shift_key() || click.alt_key());
        if plain && !click.default_prevented() {
            click.prevent_default();
            self.turn_to(route);
        }
    }

    /// Goes to a screen of something else than what was ordered last.
    pub fn turn_to(self, route: Route) {
        self.went.set_value(true);
        self.go(route);
    }

    /// Whether the person went to this screen, as [`Self::turn_to`] says; says so once.
    pub fn takes_went(self) -> bool {
        let went = self.went.get_value();
        self.went.set_value(false);
        went
    }

    /// Says that the next heading is a new screen, as when the lock opens.
    pub fn arrive(self) {
        self.arrived.set(true);
        self.unkept.set(false);
        self.asked.set(None);
    }

    /// Something is typed on this screen that is kept nowhere: whoever leaves it is asked first.
    pub fn hold(self) {
        self.unkept.set(true);
    }

    /// Whether something is, as [`Self::hold`] says.
    pub fn holds(self) -> bool {
        self.unkept.get_untracked()
    }

    /// Where the person would go, if they leave what is kept nowhere.
    pub fn asked(self) -> Option<Route> {
        self.asked.get()
    }

    /// They do not.
    pub fn stay(self) {
        self.asked.set(None);
    }

    /// Whether it is asked first. Whom to ring for a child in danger, nothing holds up.
    fn stays(self, route: &Route) -> bool {
        let stays = self.holds() && *route != Route::Safety;
        if stays {
            self.went.set_value(false);
            self.asked.set(Some(route.clone()));
        }
        stays
    }

    /// Whether the heading that now appears is that of a new screen; says so once.
    pub fn takes_arrival(self) -> bool {
        let arrived = self.arrived.get_untracked();
        self.arrived.set(false);
        arrived
    }

    fn enter(self, route: Route) {
        self.arrive();
        window().scroll_to_with_x_and_y(0.0, 0.0);
        self.current.set(route);
    }
}

/// Names the screen in the tab: no word of a case stands there.
pub fn name_tab(screen: &str) {
    document().set_title(&words::tab(screen));
}

fn push(route: &Route) {
    // A browser refuses after 100 entries in 30 seconds; the screen changes all the same.
    let _ = history().push_state_with_url(&JsValue::NULL, "", Some(&route.address()));
}

fn history() -> web_sys::History {
    window().history().expect("a page that shows has a history")
}

fn read_address() -> Route {
    let location = window().location();
    Route::read(&location.pathname().unwrap_or_default(), &location.search().unwrap_or_default())
}
