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
fn two_tabs_in_two_forms_find_what_the_other_wrote_and_throw_it_away() {
    let one = Desk::new("One", "school", 1);
    let other = one.again();
    one.writes("act/d/note", &[("text", &["one"])]);
    other.writes("act/d/discuss", &[("text", &["two"])]);
    for desk in [&one, &other] {
        assert_eq!(desk.finds("act/d/note"), Some(answers(&[("text", &["one"])])));
        assert_eq!(desk.finds("act/d/discuss"), Some(answers(&[("text", &["two"])])));
    }
    block_on(other.book.drop_draft("act/d/note")).expect("dropped");
    assert_eq!(one.finds("act/d/note"), None);
    assert_eq!(one.begun(), ["act/d/discuss"]);
}

/// What stands in every draft of the form, as the first screen opens them.
fn each(desk: &Desk, form: &str) -> Vec<String> {
    let home = block_on(desk.book.home()).expect("home");
    let mut said = Vec::new();
    for line in home.begun.iter().filter(|line| line.form == form) {
        let tab = desk.again();
        tab.book.choose_draft(&line.form, line.beside);
        said.push(tab.finds(form).expect("a draft")["text"].join(" "));
    }
    said.sort();
    said
}

#[test]
fn of_two_tabs_in_one_form_neither_loses_a_word_and_an_order_ends_only_what_it_became() {
    let one = Desk::new("One", "school", 1);
    let other = one.again();
    let dispute = one.opens().id;
    let form = form_to_act(&dispute, "note");
    one.writes(&form, &[("text", &["A whole sentence"])]);
    other.writes(&form, &[("text", &["x"])]);
    other.writes(&form, &[("text", &["xy"])]);
    one.writes(&form, &[("text", &["A whole sentence, and on"])]);
    assert_eq!(each(&one, &form), ["A whole sentence, and on", "xy"]);
    assert_eq!(one.finds(&form), Some(answers(&[("text", &["A whole sentence, and on"])])));
    assert_eq!(other.finds(&form), Some(answers(&[("text", &["xy"])])));

    block_on(other.book.act(&dispute, "note", &answers(&[("text", &["xyz"])]))).expect("a note");
    assert_eq!(each(&one, &form), ["A whole sentence, and on"]);
    other.writes(&form, &[("text", &["Begun anew"])]);
    assert_eq!(each(&one, &form), ["A whole sentence, and on", "Begun anew"]);
    block_on(one.book.act(&dispute, "note", &answers(&[("text", &["A whole sentence"])]))).expect("a note");
    assert_eq!(each(&one, &form), ["Begun anew"]);
    // A tab that wrote nothing finds what is left, goes on with it, and ends it.
    let third = one.again();
    assert_eq!(third.finds(&form), Some(answers(&[("text", &["Begun anew"])])));
    third.writes(&form, &[("text", &["Begun anew, by a third"])]);
    other.writes(&form, &[("text", &["Begun anew, by the second"])]);
    assert_eq!(each(&one, &form), ["Begun anew, by a third", "Begun anew, by the second"]);
    block_on(third.book.drop_draft(&form)).expect("thrown away");
    assert_eq!(each(&one, &form), ["Begun anew, by the second"]);
    block_on(one.book.act(&dispute, "note", &answers(&[("text", &["Of no draft"])]))).expect("a note");
    assert_eq!(each(&one, &form), ["Begun anew, by the second"]);
}

#[test]
fn a_draft_on_which_another_tab_wrote_on_is_neither_ended_nor_thrown_away_by_the_first() {
    let one = Desk::new("One", "school", 1);
    let dispute = one.opens().id;
    let form = form_to_act(&dispute, "note");
    one.writes(&form, &[("text", &["Said at"])]);
    let other = one.again();
    assert!(other.finds(&form).is_some());
    other.writes(&form, &[("text", &["Said at the gate"])]);
    block_on(one.book.drop_draft(&form)).expect("nothing of its own");
    block_on(one.book.act(&dispute, "note", &answers(&[("text", &["Said at"])]))).expect("a note");
    assert_eq!(each(&one, &form), ["Said at the gate"]);
}

#[test]
fn a_file_that_anybody_can_read_is_noted_and_ends_no_note_that_was_begun() {
    let desk = Desk::new("One", "school", 1);
    let dispute = desk.opens().id;
    let form = form_to_act(&dispute, "note");
    desk.writes(&form, &[("text", &["Half a sentence"])]);
    block_on(desk.book.export_readable(&dispute, "The court asks for it")).expect("a file");
    assert_eq!(each(&desk, &form), ["Half a sentence"]);
    block_on(desk.book.act(&dispute, "note", &answers(&[("text", &["Half a sentence"])]))).expect("a note");
    assert_eq!(each(&desk, &form), [""; 0]);
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
