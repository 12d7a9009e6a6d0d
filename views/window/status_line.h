// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/source_status.h"

#include <QStatusBar>

#include <optional>
#include <vector>

class QLabel;

namespace synoptic {

/// The line at the window's foot: source, privilege, event rate, losses, connections.
class StatusLine : public QStatusBar {
    Q_OBJECT
public:
    explicit StatusLine(QWidget* parent = nullptr);

    void setSources(const std::vector<SourceStatus>& sources, bool paused);
    void setNumbers(double eventsPerSecond, std::uint64_t lost, std::uint64_t connections);
    QString sourceText() const;
    /// Which processes can be named.
    QString rightsText() const;

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void retranslate();

    QLabel* sourceIcon_;
    QLabel* source_;
    QLabel* rightsIcon_;
    QLabel* rights_;
    QLabel* events_;
    QLabel* lost_;
    QLabel* connections_;
    std::optional<SourceStatus> status_;
    bool paused_ = false;
    double rate_ = 0;
    std::uint64_t lostCount_ = 0;
    std::uint64_t connectionCount_ = 0;
};

} // namespace synoptic
