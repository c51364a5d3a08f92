//! The tree: items with a list of children, as C's JSON libraries have it.

use pointers::prelude::*;
use pointers::string::{strcmp, strdup};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Null,
    False,
    True,
    Number,
    Text,
    Array,
    Object,
}

pointers! {
    #[derive(Fields, Clone, Copy)]
    pub(crate) struct Item {
        pub(crate) next: MallocPointer<Item>,
        pub(crate) prev: MallocPointer<Item>,
        pub(crate) child: MallocPointer<Item>,
        pub(crate) kind: Kind,
        pub(crate) number: f64,
        /// What it is called in the object around it, or NULL. Its own.
        pub(crate) key: MallocPointer<u8>,
        /// Of a text. Its own.
        pub(crate) text: MallocPointer<u8>,
    }

    pub(crate) fn new_item(kind: Kind) -> Result<MallocPointer<Item>> {
        let item: MallocPointer<Item> = malloc(size_of::<Item>());
        item->next = NULL;
        item->prev = NULL;
        item->child = NULL;
        item->kind = kind;
        item->number = 0.0;
        item->key = NULL;
        item->text = NULL;
        Ok(item)
    }

    pub(crate) fn number(value: f64) -> Result<MallocPointer<Item>> {
        let item = new_item(Kind::Number)?;
        item->number = value;
        Ok(item)
    }

    pub(crate) fn text(value: &str) -> Result<MallocPointer<Item>> {
        let item = new_item(Kind::Text)?;
        item->text = strdup(value);
        Ok(item)
    }

    /// Frees an item, what is in it, and what comes after it.
    pub(crate) fn delete(item: MallocPointer<Item>) -> Result<()> {
        while item != NULL {
            let next = item->next;
            delete(item->child)?;
            free(item->key);
            free(item->text);
            free(item);
            item = next;
        }
        Ok(())
    }

    /// Puts an item behind the last child.
    pub(crate) fn append(parent: MallocPointer<Item>, item: MallocPointer<Item>) -> Result<()> {
        let last = parent->child;
        if last == NULL {
            parent->child = item;
            return Ok(());
        }
        while last->next != NULL {
            last = last->next;
        }
        last->next = item;
        item->prev = last;
        Ok(())
    }

    /// Puts an item into an object, in the place of the one that was called so.
    pub(crate) fn set(object: MallocPointer<Item>, key: &str, item: MallocPointer<Item>) -> Result<()> {
        free(item->key);
        item->key = strdup(key);
        let old = get(object, key)?;
        if old == NULL {
            return append(object, item);
        }
        item->next = old->next;
        item->prev = old->prev;
        if item->next != NULL {
            item->next->prev = item;
        }
        if object->child == old {
            object->child = item;
        } else {
            item->prev->next = item;
        }
        old->next = NULL;
        old->prev = NULL;
        delete(old)
    }

    /// The child that is called so, or NULL.
    pub(crate) fn get(object: MallocPointer<Item>, key: &str) -> Result<MallocPointer<Item>> {
        let child = object->child;
        while child != NULL && (child->key == NULL || strcmp(child->key, key) != 0) {
            child = child->next;
        }
        Ok(child)
    }

    /// The child with that number, or NULL.
    pub(crate) fn at(array: MallocPointer<Item>, index: usize) -> Result<MallocPointer<Item>> {
        let child = array->child;
        let mut rest = index;
        while child != NULL && rest-- > 0 {
            child = child->next;
        }
        Ok(child)
    }

    /// Takes a child out, which is the caller's then.
    pub(crate) fn detach(parent: MallocPointer<Item>, item: MallocPointer<Item>) -> Result<MallocPointer<Item>> {
        if parent->child == item {
            parent->child = item->next;
        } else {
            item->prev->next = item->next;
        }
        if item->next != NULL {
            item->next->prev = item->prev;
        }
        item->next = NULL;
        item->prev = NULL;
        Ok(item)
    }

    pub(crate) fn length(parent: MallocPointer<Item>) -> Result<usize> {
        let mut count = 0;
        let child = parent->child;
        while child != NULL {
            count++;
            child = child->next;
        }
        Ok(count)
    }
}
