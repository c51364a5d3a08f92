//! NULL.

use pointers::prelude::*;

page!("null", "null_wrong");

#[derive(Fields)]
struct Item {
    value: i32,
    next: MallocPointer<Item>,
}

pointers! {
    fn items(values: &[i32]) -> Result<MallocPointer<Item>> {
        let list: MallocPointer<Item> = NULL;
        for value in values.iter().rev() {
            let item: MallocPointer<Item> = malloc(size_of::<Item>());
            item->value = *value;
            item->next = list;
            list = item;
        }
        Ok(list)
    }
}

#[test]
fn exercise_1() -> Result<()> {
    pointers! {
        fn last_but_one(list: MallocPointer<Item>) -> Result<MallocPointer<Item>> {
            if list == NULL || list->next == NULL {
                return Ok(NULL);
            }
            let at = list;
            while at->next->next != NULL {
                at = at->next;
            }
            Ok(at)
        }
    }
    pointers! {
        assert!(last_but_one(NULL)? == NULL);
        assert!(last_but_one(items(&[1])?)? == NULL);
        let found = last_but_one(items(&[1, 2, 3])?)?;
        assert_eq!(found->value, 2);
    }
}

/// NULL is the empty list.
#[test]
fn exercise_2() -> Result<()> {
    pointers! {
        fn length(list: MallocPointer<Item>) -> Result<usize> {
            let mut count = 0;
            while list != NULL {
                count += 1;
                list = list->next;
            }
            Ok(count)
        }
    }
    pointers! {
        assert_eq!((length(NULL)?, length(items(&[4, 5, 6])?)?), (0, 3));
    }
}

/// Where the first one goes the list begins elsewhere, so that the caller needs the new beginning.
#[test]
fn exercise_3() -> Result<()> {
    pointers! {
        fn without(list: MallocPointer<Item>, value: i32) -> Result<MallocPointer<Item>> {
            if list == NULL {
                return Ok(NULL);
            }
            if list->value == value {
                let rest = list->next;
                free(list);
                return Ok(rest);
            }
            let rest = list->next;
            list->next = without(rest, value)?;
            Ok(list)
        }
    }
    pointers! {
        let list = items(&[1, 2, 3])?;
        list = without(list, 1)?;
        assert_eq!(list->value, 2);
        list = without(list, 3)?;
        assert!(list->next == NULL);
        list = without(list, 9)?;
        list = without(list, 2)?;
        assert!(list == NULL);
    }
}
