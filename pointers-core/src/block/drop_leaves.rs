//! Dropping what is assigned of an element that is assigned in part, of a block that lives on.

use core::ops::Range;

use super::Place;
use crate::error::{Error, Site};
use crate::table::parts::Element;

impl Place {
    /// Drops what is assigned of these leaves, in order, whose bytes nobody reaches meanwhile. A panic in a drop does not stop the
    /// rest.
    #[track_caller]
    pub(crate) fn drop_leaves(
        &self,
        element: &Element,
        leaves: Range<usize>,
        bytes: Range<usize>,
    ) -> Result<(), Error> {
        let site = self.lend(&bytes, true)?;
        let rest = Lent {
            rest: Rest {
                place: self,
                element,
                leaves,
            },
            bytes,
            site,
        };
        drop(rest);
        Ok(())
    }

    /// The same, of an element that is lent to whoever asks.
    pub(crate) fn drop_leaves_of_lent(&self, element: &Element) {
        let leaves = 0..element.of.leaves;
        drop(Rest {
            place: self,
            element,
            leaves,
        });
    }
}

/// Leaves that are still to be dropped, in an element that is lent to us.
struct Rest<'a> {
    place: &'a Place,
    element: &'a Element,
    leaves: Range<usize>,
}

impl Rest<'_> {
    fn drop_all(&mut self) {
        let Place { record, .. } = *self.place;
        while let Some(leaf) = record.next_leaf(self.element, self.leaves.clone()) {
            self.leaves.start = leaf + 1;
            record.forget_leaves(self.element, &(leaf..leaf + 1));
            let part = self.element.of.whole().with_number(leaf);
            if let Some(drop) = part.of.shape.drop {
                let value = self.place.pointer(self.element.bytes.start + part.offset);
                // SAFETY: "Parts": a valid value is there, which is nobody's now, and the element is lent to us.
                unsafe { drop(value.as_ptr()) };
            }
        }
    }
}

impl Drop for Rest<'_> {
    fn drop(&mut self) {
        struct Again<'a, 'b>(&'a mut Rest<'b>);

        impl Drop for Again<'_, '_> {
            fn drop(&mut self) {
                self.0.drop_all();
            }
        }

        // Drops what a panic leaves, if there is one.
        Again(self).0.drop_all();
    }
}

/// The same, and the loan, which ends when all are dropped.
struct Lent<'a> {
    rest: Rest<'a>,
    bytes: Range<usize>,
    site: Site,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        struct End<'a>(&'a Place, &'a Range<usize>, Site);

        impl Drop for End<'_> {
            fn drop(&mut self) {
                Place::give_back(self.0.slot, self.1, self.2);
            }
        }

        let _end = End(self.rest.place, &self.bytes, self.site);
        self.rest.drop_all();
    }
}
