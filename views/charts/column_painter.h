// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QImage>

#include <span>

namespace synoptic {

/// One opaque stretch of a pixel column.
struct Band {
    QRgb color;
    double size; ///< device pixels, any fraction
};

/// Fills an image column by column from below. An edge that falls inside a pixel mixes the colours
/// on both sides of it by area, so that a stack moves smoothly from column to column.
class ColumnPainter {
public:
    ColumnPainter(int width, int height, const QColor& base);

    /// Stacks `bands` in column x, a hairline of the base colour between neighbours. The hairline
    /// is taken from the thicker of the two: nothing up to `minimum`, all of it from twice that.
    /// Above the stack stands `ground`. Bands may be shortened in place.
    void fillColumn(int x, std::span<Band> bands, double hairline, double minimum, QRgb ground);

    /// A grid line over everything: `color` on the ground, and a veil of base over the bands.
    void gridLine(int y, int thickness, const QColor& color, double overBand);

    /// Opaque, width by height device pixels.
    const QImage& image() const { return image_; }

private:
    QImage image_;
    QRgb base_;
    std::vector<int> top_; ///< of each column: the first row that belongs to the stack
};

} // namespace synoptic
