// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/stream_text.h"

#include <QColor>
#include <QTextLayout>

#include <vector>

/// How one line of a conversation is set: measured, painted and hit alike.
namespace synoptic {

/// Width of a column and height of a line, px, in the fixed font.
double streamCellWidth();
int streamLineHeight();

/// Bytes of a line that stand on a ground of their own.
struct StreamMark {
    std::uint32_t begin = 0; ///< from the line's begin
    std::uint32_t end = 0;
    QColor ground;
    QColor ink;
};

/// One line, set from left to right whatever it says.
class StreamLineLayout {
public:
    explicit StreamLineLayout(const StreamLine& line);

    void paint(QPainter& painter, const QRect& row, const QColor& ink, const QColor& escapeInk,
               const std::vector<StreamMark>& marks) const;
    /// The byte that begins nearest to `x`, px from the line's left.
    std::uint32_t byteAt(double x) const;

private:
    const StreamLine& line_;
    QTextLayout layout_;
};

} // namespace synoptic
