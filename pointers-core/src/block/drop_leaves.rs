//! Dropping what is assigned of an element that is assigned in part, of a block that lives on.

use core::ops::Range;

use super::Located;
use crate::error::{Error, Site};
use crate::table::element::Element;

impl Located {
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
        // Ends when all are dropped: after the rest of what a panic leaves, too.
        let _loan = OutOfReach {
            place: self,
            bytes,
            site,
        };
        drop(RestOfElement {
            place: self,
            element,
            leaves,
        });
        Ok(())
    }

    /// The same, of an element that is lent to whoever asks.
    pub(crate) fn drop_leaves_of_lent(&self, element: &Element) {
        let leaves = 0..element.of.leaves;
        drop(RestOfElement {
            place: self,
            element,
            leaves,
        });
    }
}

/// Leaves that are still to be dropped, in an element that is lent to us.
struct RestOfElement<'a> {
    place: &'a Located,
    element: &'a Element,
    leaves: Range<usize>,
}

impl RestOfElement<'_> {
    fn drop_all(&mut self) {
        let Located { record, .. } = *self.place;
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

impl Drop for RestOfElement<'_> {
    fn drop(&mut self) {
        struct Again<'a, 'b>(&'a mut RestOfElement<'b>);

        impl Drop for Again<'_, '_> {
            fn drop(&mut self) {
                self.0.drop_all();
            }
        }

        // Drops what a panic leaves, if there is one.
        Again(self).0.drop_all();
    }
}

/// Bytes that nobody reaches, until it is dropped.
struct OutOfReach<'a> {
    place: &'a Located,
    bytes: Range<usize>,
    site: Site,
}

impl Drop for OutOfReach<'_> {
    fn drop(&mut self) {
        Located::give_back(self.place.slot, &self.bytes, self.site);
    }
}
