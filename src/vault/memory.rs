//! A vault that lasts as long as the process: the twin that tests and the desk use.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::{Change, Look, Pending, Sealed, Store, Vault, VaultError, Write};

type Shelf = BTreeMap<(Store, String), Vec<u8>>;

/// Records in memory. A clone is a second handle on the same shelf, as a second tab is.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    shelf: Rc<RefCell<Shelf>>,
}

impl Vault for Memory {
    fn load(&self, store: Store) -> Pending<'_, Vec<Sealed>> {
        Box::pin(async move {
            let shelf = self.shelf.borrow();
            let of_store = shelf.iter().filter(|((within, _), _)| *within == store);
            Ok(of_store.map(|((_, key), bytes)| Sealed { key: key.clone(), bytes: bytes.clone() }).collect())
        })
    }

    fn look(&self, looks: Vec<Look>) -> Pending<'_, Vec<Vec<Sealed>>> {
        let shelf = self.shelf.borrow();
        let found = |look: &Look| {
            let first = match look {
                Look::All(_) | Look::Names(_) => "",
                Look::Named(_, begin) | Look::Of(_, begin) => begin,
            };
            let from = shelf.range((look.store(), first.to_owned())..);
            let within =
                from.take_while(|((store, key), _)| *store == look.store() && key.starts_with(first));
            let records = within.filter(|((_, key), _)| look.finds(key));
            let bytes = |bytes: &Vec<u8>| match look {
                Look::Names(_) => Vec::new(),
                Look::All(_) | Look::Named(..) | Look::Of(..) => bytes.clone(),
            };
            records.map(|((_, key), kept)| Sealed { key: key.clone(), bytes: bytes(kept) }).collect()
        };
        let found = looks.iter().map(found).collect();
        Box::pin(async move { Ok(found) })
    }

    fn commit(&self, writes: Vec<Write>) -> Pending<'_, ()> {
        Box::pin(async move {
            let mut after = self.shelf.borrow().clone();
            for Write { store, key, change } in writes {
                let place = (store, key);
                match change {
                    Change::MustExist if after.contains_key(&place) => {}
                    Change::MustExist => return Err(super::missing(place.0, &place.1)),
                    Change::MustCount(n) => {
                        let look = Look::Of(place.0, place.1);
                        // As it was before: what the batch itself writes is no news.
                        let before = self.shelf.borrow();
                        let of_it =
                            before.keys().filter(|(store, key)| *store == look.store() && look.finds(key));
                        if of_it.count() != n {
                            return Err(VaultError::Overtaken);
                        }
                    }
                    Change::Create(_) if after.contains_key(&place) => return Err(VaultError::Taken),
                    Change::Create(bytes) | Change::Replace(bytes) => {
                        after.insert(place, bytes);
                    }
                    Change::KeepFirst(bytes) => {
                        after.entry(place).or_insert(bytes);
                    }
                    Change::Remove => {
                        after.remove(&place);
                    }
                }
            }
            *self.shelf.borrow_mut() = after;
            Ok(())
        })
    }
}
