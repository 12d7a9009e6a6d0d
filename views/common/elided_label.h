// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace synoptic {

/// A line of plain text that ends in "…" where there is too little room, rather than keep its
/// window wide. GUI thread only.
class ElidedLabel : public QLabel {
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget* parent = nullptr);

    QSize minimumSizeHint() const override;
    /// True if not all of the text can be seen.
    bool isElided() const;

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace synoptic
