//! Maps and sets that are sorted lists: a table of hashes is compiled anew for each type of key, and was a twelfth of all that is.

use std::borrow::Borrow;

/// What is known of each key, in the order of the keys.
#[derive(Debug)]
pub(crate) struct Map<K, V>(Vec<(K, V)>);

/// What a map has the keys of, and nothing more.
#[derive(Debug)]
pub(crate) struct Set<T>(Map<T, ()>);

impl<K: Ord, V> Map<K, V> {
    pub(crate) const fn new() -> Self {
        Self(Vec::new())
    }

    /// Where the key is, or where it would be.
    fn find<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        self.0
            .binary_search_by(|(known, _)| known.borrow().cmp(key))
    }

    pub(crate) fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        match self.find(key) {
            Ok(at) => Some(&self.0[at].1),
            Err(_) => None,
        }
    }

    pub(crate) fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        match self.find(key) {
            Ok(at) => Some(&mut self.0[at].1),
            Err(_) => None,
        }
    }

    /// What is known of the key, or else `value`.
    pub(crate) fn get_or(&mut self, key: K, value: V) -> &mut V {
        let at = match self.find(&key) {
            Ok(at) => at,
            Err(at) => {
                self.0.insert(at, (key, value));
                at
            }
        };
        &mut self.0[at].1
    }

    /// Whether nothing was known of the key.
    pub(crate) fn insert(&mut self, key: K, value: V) -> bool {
        match self.find(&key) {
            Ok(at) => {
                self.0[at].1 = value;
                false
            }
            Err(at) => {
                self.0.insert(at, (key, value));
                true
            }
        }
    }

    /// Whether something was known of the key.
    pub(crate) fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        let found = self.find(key);
        if let Ok(at) = found {
            self.0.remove(at);
        }
        found.is_ok()
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    pub(crate) fn all(&self) -> &[(K, V)] {
        &self.0
    }

    pub(crate) fn into_all(self) -> Vec<(K, V)> {
        self.0
    }
}

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Ord> Set<T> {
    pub(crate) const fn new() -> Self {
        Self(Map::new())
    }

    pub(crate) fn contains<Q: Ord + ?Sized>(&self, value: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.0.find(value).is_ok()
    }

    /// Whether it was not in it.
    pub(crate) fn insert(&mut self, value: T) -> bool {
        self.0.insert(value, ())
    }

    /// Whether it was in it.
    pub(crate) fn remove<Q: Ord + ?Sized>(&mut self, value: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.0.remove(value)
    }

    pub(crate) fn into_all(self) -> Vec<T> {
        self.0.0.into_iter().map(|(value, ())| value).collect()
    }
}

/// The values of a list in order, and each of them once.
pub(crate) fn distinct<T: Ord>(values: Vec<T>) -> Vec<T> {
    let mut set = Set::new();
    set.extend(values);
    set.into_all()
}

impl<T: Ord> Extend<T> for Set<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, values: I) {
        for value in values {
            self.insert(value);
        }
    }
}

impl<T> Default for Set<T> {
    fn default() -> Self {
        Self(Map::default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_in_order_and_each_is_there_once() {
        let mut map = Map::new();
        assert!(map.insert("b", 1) && map.insert("c", 2) && map.insert("a", 3));
        assert!(!map.insert("b", 4));
        assert_eq!(map.all(), [("a", 3), ("b", 4), ("c", 2)]);
        *map.get_or("b", 0) += 1;
        assert_eq!((*map.get_or("d", 7), map.len()), (7, 4));
        assert!(map.remove("a") && !map.remove("a"));
        assert_eq!((map.get("a"), map.get("b")), (None, Some(&5)));
        assert_eq!(map.get_mut("c"), Some(&mut 2));
        map.clear();
        assert!(map.into_all().is_empty());
    }

    #[test]
    fn a_set_has_each_value_once() {
        let mut set = Set::new();
        set.extend([3, 1, 3]);
        assert!(set.insert(2) && !set.insert(1));
        assert!(set.contains(&3) && set.remove(&3) && !set.contains(&3) && !set.remove(&3));
        assert_eq!(set.into_all(), [1, 2]);
        assert_eq!(distinct(vec![2, 1, 2]), [1, 2]);
    }
}
