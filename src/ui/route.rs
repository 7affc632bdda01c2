//! Where the person is: one segment plus a query, relative to wherever the app is served.
//!
//! One segment, so that `<base href="./">` finds every file under any sub-path without a rebuild.
//! An address names a dispute by its id and an action by a digest, never by a child's reference: the
//! browser keeps addresses in plain words.

use base64ct::{Base64UrlUnpadded, Encoding};
use sha2::{Digest, Sha256};

use crate::casebook::drafts::{CHOOSE, CONTACTS, PROFILE, acted_in, begun_in};

/// What an action of a dispute is called in an address: the same after a reload, and after another
/// entry has moved it in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionName(String);

impl ActionName {
    /// The name of the action of that id there. An id may hold a child's reference, so it is not shown; six
    /// characters of a digest tell a dispute's actions apart.
    pub fn of(dispute: &str, action: &str) -> Self {
        let digest = Sha256::new().chain_update(dispute).chain_update([0]).chain_update(action).finalize();
        let mut name = Base64UrlUnpadded::encode_string(&digest);
        name.truncate(6);
        Self(name)
    }
}

/// A screen of the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// What is due.
    Home,
    /// Begin a dispute; where both are said, under that procedure and on that track.
    New(Option<(String, String)>),
    /// One dispute.
    Dispute(String),
    /// One action of a dispute, by its name in addresses.
    Act(String, ActionName),
    /// Make a file of a dispute.
    Export(String),
    /// Move a dispute to another version of its procedure.
    Version(String),
    /// Print a form of the partnership, by its id, as that dispute fills it in.
    Paper(String, String),
    /// Take a file in.
    Import,
    /// Make a backup, or restore one.
    Backup,
    /// Your partnership: its card, and how to be confirmed.
    Partnership,
    /// Another passphrase or recovery code.
    Secrets,
    /// Remove everything from this device.
    Wipe,
    /// A child in danger: whom to ring.
    Safety,
    /// Who uses this device, and the numbers to ring.
    Settings,
    /// Whom to ring, of those whom the procedure names.
    Contacts,
    /// How a procedure works, by its id; without one, that of the person's partnership.
    Help(Option<String>),
    /// How the procedure of a dispute works.
    HelpOf(String),
    /// No screen has this address.
    Unknown,
}

impl Route {
    /// Reads the last segment of a path and its query, with or without the `?`.
    pub fn read(path: &str, query: &str) -> Self {
        let segment = path.rsplit('/').next().unwrap_or_default();
        let query = query.trim_start_matches('?');
        let value = |name: &str| {
            query
                .split('&')
                .find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
                .filter(|id| is_plain(id))
        };
        let of_dispute =
            |route: fn(String) -> Self| value("id").map_or(Self::Unknown, |id| route(id.to_owned()));
        match segment {
            "" | "index.html" => Self::Home,
            "new" => {
                let both = value("p").zip(value("t"));
                Self::New(both.map(|(procedure, track)| (procedure.to_owned(), track.to_owned())))
            }
            "dispute" => of_dispute(Self::Dispute),
            "act" => match (value("id"), value("n")) {
                (Some(id), Some(name)) => Self::Act(id.to_owned(), ActionName(name.to_owned())),
                _ => Self::Unknown,
            },
            "export" => of_dispute(Self::Export),
            "version" => of_dispute(Self::Version),
            "paper" => match (value("id"), value("f")) {
                (Some(id), Some(form)) => Self::Paper(id.to_owned(), form.to_owned()),
                _ => Self::Unknown,
            },
            "import" => Self::Import,
            "backup" => Self::Backup,
            "partnership" => Self::Partnership,
            "secrets" => Self::Secrets,
            "wipe" => Self::Wipe,
            "safety" => Self::Safety,
            "settings" => Self::Settings,
            "contacts" => Self::Contacts,
            "help" => match (value("id"), value("p")) {
                (Some(dispute), _) => Self::HelpOf(dispute.to_owned()),
                (None, procedure) => Self::Help(procedure.map(str::to_owned)),
            },
            _ => Self::Unknown,
        }
    }

    /// The screen on which the form of that name stands.
    pub fn of_form(form: &str) -> Self {
        if let Some((dispute, action)) = acted_in(form) {
            return Self::Act(dispute.to_owned(), ActionName::of(dispute, action));
        }
        match form {
            PROFILE => Self::Settings,
            CONTACTS => Self::Contacts,
            CHOOSE => Self::New(None),
            _ => match begun_in(form) {
                Some((procedure, track)) => Self::New(Some((procedure.to_owned(), track.to_owned()))),
                None => Self::Unknown,
            },
        }
    }

    /// The address, relative to the base of the page.
    pub fn address(&self) -> String {
        match self {
            Self::Home | Self::Unknown => "./".to_owned(),
            Self::New(None) => "new".to_owned(),
            Self::New(Some((procedure, track))) => ["new?p=", procedure, "&t=", track].concat(),
            Self::Dispute(id) => format!("dispute?id={id}"),
            Self::Act(id, ActionName(name)) => format!("act?id={id}&n={name}"),
            Self::Export(id) => format!("export?id={id}"),
            Self::Version(id) => format!("version?id={id}"),
            Self::Paper(id, form) => ["paper?id=", id, "&f=", form].concat(),
            Self::Import => "import".to_owned(),
            Self::Backup => "backup".to_owned(),
            Self::Partnership => "partnership".to_owned(),
            Self::Secrets => "secrets".to_owned(),
            Self::Wipe => "wipe".to_owned(),
            Self::Safety => "safety".to_owned(),
            Self::Settings => "settings".to_owned(),
            Self::Contacts => "contacts".to_owned(),
            Self::Help(None) => "help".to_owned(),
            Self::Help(Some(procedure)) => ["help?p=", procedure].concat(),
            Self::HelpOf(dispute) => ["help?id=", dispute].concat(),
        }
    }
}

/// Ids are base64url, so nothing in an address is ever escaped.
fn is_plain(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::{ActionName, Route};
    use crate::casebook::drafts::{CHOOSE, CONTACTS, PROFILE, form_to_act, form_to_begin};

    #[test]
    fn an_action_is_named_by_what_it_is_and_no_word_of_the_case_stands_in_the_name() {
        let named = |dispute: &str, id: &str| ActionName::of(dispute, id);
        let name = named("d", "set-fact:looked-after@HV-7");
        assert_eq!(name, named("d", "set-fact:looked-after@HV-7"));
        assert_ne!(name, named("d", "set-fact:looked-after@HV-8"));
        assert_ne!(name, named("e", "set-fact:looked-after@HV-7"));
        assert_eq!(name.0.len(), 6);
        assert!(super::is_plain(&name.0));
    }

    #[test]
    fn every_address_is_read_back_under_any_sub_path() {
        let id = || "aB-_9".to_owned();
        for route in [
            Route::Home,
            Route::New(None),
            Route::New(Some(("york".to_owned(), "conference".to_owned()))),
            Route::Dispute(id()),
            Route::Act(id(), ActionName::of("aB-_9", "note")),
            Route::Export(id()),
            Route::Version(id()),
            Route::Paper(id(), "appendix-1".to_owned()),
            Route::Import,
            Route::Backup,
            Route::Partnership,
            Route::Secrets,
            Route::Wipe,
            Route::Safety,
            Route::Settings,
            Route::Contacts,
            Route::Help(None),
            Route::Help(Some("york".to_owned())),
            Route::HelpOf(id()),
        ] {
            let address = route.address();
            let (segment, query) = address.split_once('?').unwrap_or((&address, ""));
            for base in ["/", "/tools/accord/"] {
                let path = format!("{base}{}", segment.trim_start_matches("./"));
                assert_eq!(Route::read(&path, query), route, "{path}?{query}");
            }
        }
    }

    #[test]
    fn a_form_is_found_again_by_its_name() {
        let act = |action: &str| Route::Act("d".to_owned(), ActionName::of("d", action));
        assert_eq!(Route::of_form(&form_to_act("d", "set-fact:a/b@HV-7")), act("set-fact:a/b@HV-7"));
        let begin = Route::New(Some(("havering".to_owned(), "main".to_owned())));
        assert_eq!(Route::of_form(&form_to_begin("havering", "main")), begin);
        assert_eq!(Route::of_form(CHOOSE), Route::New(None));
        assert_eq!(Route::of_form(PROFILE), Route::Settings);
        assert_eq!(Route::of_form(CONTACTS), Route::Contacts);
        assert_eq!(Route::of_form("another"), Route::Unknown);
    }

    #[test]
    fn what_is_no_address_of_ours_is_said_to_be_unknown() {
        for (path, query) in [
            ("/nowhere", ""),
            ("/dispute", ""),
            ("/dispute", "?id="),
            ("/dispute", "?id=a%20b"),
            ("/act", "?id=a"),
            ("/act", "?id=a&n=x%20y"),
        ] {
            assert_eq!(Route::read(path, query), Route::Unknown, "{path}{query}");
        }
        assert_eq!(Route::read("/dispute", "?other=1&id=a"), Route::Dispute("a".to_owned()));
    }
}
