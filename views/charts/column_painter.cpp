// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/charts/column_painter.h"

#include "views/theme/theme.h"

#include <algorithm>

namespace synoptic {

namespace {

/// Writes colours upwards into one column and mixes those that meet inside a pixel.
class ColumnWriter {
public:
    ColumnWriter(QImage& image, int x)
        : pixel_(reinterpret_cast<QRgb*>(image.bits()) + x),
          stride_(static_cast<int>(image.bytesPerLine() / static_cast<int>(sizeof(QRgb)))),
          row_(image.height() - 1) {}

    void put(QRgb color, double size) {
        while (size > 0 && row_ >= 0) {
            if (filled_ <= 0 && size >= 1) {
                pixel_[row_ * stride_] = color;
                --row_;
                size -= 1;
                continue;
            }
            const double part = std::min(size, 1 - filled_);
            red_ += qRed(color) * part;
            green_ += qGreen(color) * part;
            blue_ += qBlue(color) * part;
            filled_ += part;
            size -= part;
            if (filled_ < 1 - 1e-9)
                continue;
            pixel_[row_ * stride_] = qRgb(qRound(red_), qRound(green_), qRound(blue_));
            --row_;
            red_ = green_ = blue_ = filled_ = 0;
        }
    }
    /// The first row that nothing has touched, from below.
    int nextRow() const { return filled_ > 0 ? row_ - 1 : row_; }

private:
    QRgb* pixel_;
    int stride_;
    int row_;
    double red_ = 0, green_ = 0, blue_ = 0, filled_ = 0;
};

} // namespace

ColumnPainter::ColumnPainter(int width, int height, const QColor& base)
    : image_(width, height, QImage::Format_RGB32), base_(base.rgb()),
      top_(static_cast<std::size_t>(width), height) {}

void ColumnPainter::fillColumn(int x, std::span<Band> bands, double hairline, double minimum,
                               QRgb ground) {
    ColumnWriter writer(image_, x);
    for (std::size_t i = 0; i < bands.size(); ++i) {
        double line = 0;
        if (i + 1 < bands.size()) {
            Band& thicker = bands[bands[i + 1].size > bands[i].size ? i + 1 : i];
            line = hairline * std::clamp((thicker.size - minimum) / minimum, 0.0, 1.0);
            thicker.size -= line;
        }
        writer.put(bands[i].color, bands[i].size);
        writer.put(base_, line);
    }
    top_[static_cast<std::size_t>(x)] = writer.nextRow() + 1;
    writer.put(ground, image_.height() + 1);
}

void ColumnPainter::gridLine(int y, int thickness, const QColor& color, double overBand) {
    for (int row = std::max(y, 0); row < std::min(y + thickness, image_.height()); ++row) {
        auto* line = reinterpret_cast<QRgb*>(image_.scanLine(row));
        for (int x = 0; x < image_.width(); ++x) {
            const bool onStack = row >= top_[static_cast<std::size_t>(x)];
            line[x] = onStack ? mixed(QColor(base_), QColor(line[x]), overBand).rgb() : color.rgb();
        }
    }
}

} // namespace synoptic
