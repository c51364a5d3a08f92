//! Too many blocks to draw: a row for each place where some were allocated.

use super::super::body::thousands;
use super::super::lines::lines;
use super::drawing::Drawing;
use super::ops::{Anchor, Piece, Tip, label, mono};

const ROW: i32 = 34;

/// The longest bar.
const BAR: i32 = 180;

impl Drawing<'_> {
    #[inline]
    pub(super) fn table(&self) -> Piece {
        let lines = lines(self.plan.map);
        let total: usize = lines.iter().map(|line| line.bytes).sum();
        let mut piece = Piece::default();
        let text = "too many to draw: a row for each place where they were allocated";
        piece.text(0, 4, text, "s m");
        let site = lines
            .iter()
            .map(|line| mono(&line.site))
            .max()
            .unwrap_or(0)
            .max(110)
            + 24;
        let name = lines
            .iter()
            .map(|line| mono(&line.name))
            .max()
            .unwrap_or(0)
            .max(40)
            + 24;
        let at = [
            0,
            site,
            site + name + 70,
            site + name + 170,
            site + name + 196,
        ];
        let inside = at[4] + BAR + 60;
        let heads = ["allocated at", "type", "blocks", "bytes", "share of bytes"];
        for (column, head) in heads.iter().enumerate() {
            let anchor = if matches!(column, 2 | 3) {
                Anchor::End
            } else {
                Anchor::Start
            };
            piece.text_at(at[column], 40, anchor, *head, "s sm m");
        }
        piece.text(inside, 40, "what is inside", "s sm m");
        piece.line(&[(0, 48), (self.width, 48)], "rule", Tip::Nothing);
        let mut y = 48;
        for line in &lines {
            let leaked = line.leaked > 0;
            piece.text(0, y + 22, &line.site[..], "b");
            piece.text(at[1], y + 22, &line.name[..], "");
            piece.text_at(at[2], y + 22, Anchor::End, thousands(line.blocks), "");
            piece.text_at(at[3], y + 22, Anchor::End, thousands(line.bytes), "");
            let percent = line.bytes.saturating_mul(100) / total.max(1);
            let long = i32::try_from(percent).unwrap_or(0) * BAR / 100;
            piece.rect(
                at[4],
                y + 9,
                long.max(4),
                16,
                if leaked { "bark" } else { "bar" },
            );
            let share = if percent == 0 {
                "< 1 %".to_string()
            } else {
                format!("{percent} %")
            };
            piece.text(at[4] + long.max(4) + 8, y + 22, share, "sm m");
            let links = line.links();
            piece.text(
                inside,
                y + 22,
                &links[..],
                if leaked { "s tk b" } else { "s m" },
            );
            piece.cover(inside + label(&links), 0);
            y += ROW;
            piece.line(&[(0, y), (self.width, y)], "rule", Tip::Nothing);
        }
        piece.cover(self.width, y + 8);
        piece
    }
}
