//! What was begun and not ordered yet: kept by the form, ended by its order.

use accord::casebook::drafts::{CHOOSE, PROFILE, form_to_act, form_to_begin};

use super::*;

impl Desk {
    fn writes(&self, form: &str, said: &[(&str, &[&str])]) {
        let draft = Draft {
            form: form.to_owned(),
            title: "Make a note".to_owned(),
            about: "School and Health".to_owned(),
            begun: None,
            answers: answers(said),
        };
        block_on(self.book.keep_draft(draft)).expect("kept");
    }

    fn finds(&self, form: &str) -> Option<Answers> {
        block_on(self.book.draft(form)).expect("read").map(|draft| draft.answers)
    }

    fn begun(&self) -> Vec<String> {
        block_on(self.book.home()).expect("home").begun.into_iter().map(|line| line.form).collect()
    }

    /// The same device in another tab, or after the browser was killed.
    fn again(&self) -> Self {
        let book = Casebook::unlock(&self.device, Secret::Passphrase("five plain words"));
        let (device, clock, code) = (self.device.clone(), self.clock.clone(), self.code.clone());
        Self { device, clock, book: block_on(book).expect("unlocked"), code }
    }
}

#[test]
fn a_draft_comes_back_to_the_character_behind_another_unlocking() {
    let desk = Desk::new("One", "school", 1);
    let said: &[(&str, &[&str])] = &[
        ("children", &["", "HV-7"]),
        ("children.#1.looked-after", &["yes"]),
        ("text", &["  Half a \"sentence\"\r\n\tünd \u{0} \u{1F9D2}\u{2028} \\ "]),
        ("none", &[]),
    ];
    desk.writes("act/d/note", said);
    let found = block_on(desk.again().book.draft("act/d/note")).expect("read").expect("draft");
    assert_eq!(found.answers, answers(said));
    assert_eq!((found.title.as_str(), found.about.as_str()), ("Make a note", "School and Health"));
    assert_eq!(
        found.begun,
        Some(DateTime::parse_from_rfc3339("2026-11-16T09:30:00Z").expect("a time").to_utc())
    );
}

#[test]
fn a_long_entry_is_kept_whole() {
    let desk = Desk::new("One", "school", 1);
    let long = "Nobody stops at a page. ".repeat(40_000);
    desk.writes("act/d/note", &[("text", &[&long])]);
    assert_eq!(desk.finds("act/d/note"), Some(answers(&[("text", &[&long])])));
}

#[test]
fn of_two_tabs_in_one_form_the_later_stays_and_neither_loses_another_form() {
    let one = Desk::new("One", "school", 1);
    let other = one.again();
    one.writes("act/d/note", &[("text", &["one"])]);
    other.writes("act/d/discuss", &[("text", &["two"])]);
    other.writes("act/d/note", &[("text", &["three"])]);
    for desk in [&one, &other] {
        assert_eq!(desk.finds("act/d/note"), Some(answers(&[("text", &["three"])])));
        assert_eq!(desk.finds("act/d/discuss"), Some(answers(&[("text", &["two"])])));
    }
    block_on(one.book.drop_draft("act/d/note")).expect("dropped");
    assert_eq!(other.finds("act/d/note"), None);
    assert_eq!(one.begun(), ["act/d/discuss"]);
}

#[test]
fn a_draft_ends_with_its_order_and_with_no_other() {
    let desk = Desk::new("One", "school", 1);
    let begins = form_to_begin("havering", "inter-agency");
    let others = form_to_begin("havering", "other");
    for form in [CHOOSE, PROFILE, begins.as_str(), others.as_str()] {
        desk.writes(form, &[("text", &["We think"])]);
    }
    let refused =
        block_on(desk.book.begin("havering", "inter-agency", "open", &answers(&[("text", &["x"])])));
    assert!(refused.is_err());
    assert!(desk.finds(&begins).is_some(), "a refusal costs no word");
    let dispute = desk.opens().id;
    assert_eq!((desk.finds(&begins), desk.finds(CHOOSE)), (None, None));
    assert!(desk.finds(&others).is_some() && desk.finds(PROFILE).is_some());

    let (note, risk) = (form_to_act(&dispute, "note"), form_to_act(&dispute, "risk"));
    desk.writes(&note, &[("text", &["Said at the"])]);
    desk.writes(&risk, &[("text", &["She was"])]);
    block_on(desk.book.act(&dispute, "risk", &Answers::new())).expect("one tap");
    assert!(desk.finds(&risk).is_some(), "the tap that asks nothing is not the form");
    block_on(desk.book.act(&dispute, "note", &answers(&[("text", &["Said at the gate"])]))).expect("a note");
    assert_eq!(desk.finds(&note), None);

    let profile = block_on(desk.book.profile()).expect("a profile");
    block_on(desk.book.set_profile(&profile)).expect("said");
    assert_eq!(desk.finds(PROFILE), None);
}

#[test]
fn the_first_screen_tells_what_was_begun_the_last_first_and_what_cannot_be_read() {
    let desk = Desk::new("One", "school", 1);
    desk.writes("act/d/note", &[("text", &["one"])]);
    desk.clock.advance(TimeDelta::minutes(35));
    desk.writes("act/d/discuss", &[("text", &["two"])]);
    let choice = Draft {
        form: CHOOSE.to_owned(),
        title: String::new(),
        about: String::new(),
        begun: None,
        answers: answers(&[("track", &["t"])]),
    };
    block_on(desk.book.keep_draft(choice)).expect("kept");
    let home = block_on(desk.book.home()).expect("home");
    let told: Vec<_> = home.begun.iter().map(|line| (line.form.as_str(), line.begun.to_string())).collect();
    assert_eq!(
        told,
        [("act/d/discuss", "2026-11-16T10:05".into()), ("act/d/note", "2026-11-16T09:30".into())]
    );
    assert_eq!(home.safety.unreadable, 0);

    let mut drafts = block_on(desk.device.vault.load(Store::Drafts)).expect("loaded");
    let Sealed { key, mut bytes } = drafts.remove(0);
    *bytes.last_mut().expect("bytes") ^= 1;
    block_on(desk.device.vault.commit(vec![Write {
        store: Store::Drafts,
        key,
        change: Change::Replace(bytes),
    }]))
    .expect("damaged");
    assert_eq!(block_on(desk.book.home()).expect("home").safety.unreadable, 1);
    let forms = ["act/d/note", "act/d/discuss", CHOOSE];
    let read: Vec<_> = forms.iter().map(|form| block_on(desk.book.draft(form))).collect();
    let damaged = Err(CasebookError::Vault(VaultError::Damaged("draft")));
    assert_eq!(read.iter().filter(|read| **read == damaged).count(), 1, "and is never taken for empty");
}
