// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/theme/theme.h"

#include <QWidget>

class QPainter;

namespace synoptic {

/// What a ladder's signs mean, in as many lines of 30 px as the width asks for. Paints from `top`
/// down, or only measures without a painter; returns the height.
double paintLadderLegend(QPainter* painter, const Theme& theme, double width, double top);

/// The strip under a ladder.
class LadderLegend : public QWidget {
    Q_OBJECT
public:
    explicit LadderLegend(QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fitHeight();
};

} // namespace synoptic
