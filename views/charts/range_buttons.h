// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QWidget>

#include <chrono>

class QButtonGroup;

namespace synoptic {

/// How far back the charts reach.
enum class ChartRange { OneMinute, FiveMinutes, FifteenMinutes, OneHour, SixHours, OneDay };
inline constexpr std::array<ChartRange, 6> kAllChartRanges{
    ChartRange::OneMinute, ChartRange::FiveMinutes, ChartRange::FifteenMinutes,
    ChartRange::OneHour,   ChartRange::SixHours,    ChartRange::OneDay};
std::chrono::seconds lengthOf(ChartRange range);

/// One segment of a row of which exactly one is chosen. The row shares one frame; the arrow keys
/// move the choice along it.
class SegmentButton : public QAbstractButton {
    Q_OBJECT

public:
    enum Edge { First = 1, Last = 2 };
    SegmentButton(int edges, QWidget* parent);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    int edges_;
};

/// The row "1 min … 24 h".
class RangeButtons : public QWidget {
    Q_OBJECT

public:
    explicit RangeButtons(QWidget* parent = nullptr);

    /// Does not signal.
    void setRange(ChartRange range);
    ChartRange range() const;
    QAbstractButton* button(ChartRange range) const;

Q_SIGNALS:
    /// A person chose a range, perhaps the one that already was.
    void rangeChosen(ChartRange range);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    QButtonGroup* group_;
};

} // namespace synoptic
