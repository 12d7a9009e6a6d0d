// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractScrollArea>
#include <QByteArray>
#include <QFont>

#include <cstdint>

namespace synoptic {

/// The bytes of a packet: offsets, hexadecimal in groups of eight, and text. One range is
/// highlighted; the one around it, its layer, is shaded. Keys and mouse move a cursor.
class BytesView : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit BytesView(QWidget* parent = nullptr);

    void setBytes(const QByteArray& bytes);
    const QByteArray& bytes() const { return bytes_; }
    /// [begin, end), empty for none; and the range around it. Scrolls to its beginning.
    void setHighlight(std::uint32_t begin, std::uint32_t end, std::uint32_t outerBegin = 0,
                      std::uint32_t outerEnd = 0);
    std::uint32_t highlightBegin() const { return begin_; }
    std::uint32_t highlightEnd() const { return end_; }

    /// Where a byte is painted, in the viewport; in the text at the right if `text`.
    QRect rectOf(std::uint32_t byte, bool text = false) const;
    /// The byte at a point of the viewport, -1 if there is none.
    int byteAt(const QPoint& point) const;
    int bytesPerRow() const { return perRow_; }

    /// What is highlighted, or all where nothing is.
    QByteArray chosenBytes() const;
    void copyHex() const;
    void copyText() const;
    /// "7f 00 00 01"
    static QString asHex(const QByteArray& bytes);
    /// Line ends and tabs stay; what else is no text becomes a dot.
    static QString asText(const QByteArray& bytes);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// A person moved to this byte.
    void byteChosen(std::uint32_t byte);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Ink;
    void layOut();
    int rowCount() const;
    int digits() const;
    void paintRow(QPainter& painter, const Ink& ink, int row) const;
    void moveTo(int byte, bool extend);
    void select(std::uint32_t from, std::uint32_t to);
    void scrollToByte(std::uint32_t byte);
    void describe();

    QByteArray bytes_;
    QFont font_;
    int charWidth_ = 8;
    int perRow_ = 16;
    std::uint32_t begin_ = 0;
    std::uint32_t end_ = 0;
    std::uint32_t outerBegin_ = 0;
    std::uint32_t outerEnd_ = 0;
    int cursor_ = -1;
    int anchor_ = -1; ///< where a range that a person draws began
};

} // namespace synoptic
