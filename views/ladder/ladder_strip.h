// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QBoxLayout;
class QCheckBox;
class QLabel;

namespace synoptic {

class SegmentedControl;

/// The controls over a ladder, in one line or, where there is less room, in two.
class LadderStrip : public QWidget {
    Q_OBJECT

public:
    explicit LadderStrip(QWidget* parent = nullptr);

    SegmentedControl* numbers() const { return numbers_; }
    SegmentedControl* times() const { return times_; }
    QCheckBox* collapseData() const { return collapse_; }
    QCheckBox* compressGaps() const { return compress_; }

    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void absoluteNumbersChosen(bool absolute);
    void clockTimesChosen(bool clock);
    void collapseDataToggled(bool collapse);
    void compressGapsToggled(bool compress);

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void retranslate();
    void fitWidth();

    QBoxLayout* groups_;
    QWidget* left_;
    QWidget* right_;
    QLabel* numbersLabel_;
    QLabel* timesLabel_;
    SegmentedControl* numbers_;
    SegmentedControl* times_;
    QCheckBox* collapse_;
    QCheckBox* compress_;
};

} // namespace synoptic
