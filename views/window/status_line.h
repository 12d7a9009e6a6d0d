// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tracking/source_status.h"
#include "model/wire/timestamp.h"
#include "views/theme/icons.h"
#include "views/window/watched_subject.h"

#include <QDate>
#include <QStatusBar>

#include <optional>
#include <vector>

class QLabel;

namespace synoptic {

class ElidedLabel;

/// The line at the window's foot: source, privilege, event rate, losses, connections.
class StatusLine : public QStatusBar {
    Q_OBJECT
public:
    explicit StatusLine(QWidget* parent = nullptr);

    void setSubject(const WatchedSubject& subject);
    /// Of a capture: packets in it, and of them those that could not be read.
    void setPackets(std::uint64_t packets, std::uint64_t unread);
    /// Of a capture: the time of its first packet and of its last, both to the second. The days are
    /// told, which clocks elsewhere in the window leave out.
    void setSpan(Timestamp first, Timestamp last);
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
    void describeComputer(QString& source, QString& rights, QString& why, Severity& severity) const;
    void describeRemote(QString& source, QString& rights, QString& why, Severity& severity) const;
    void describeCapture(QString& source, QString& rights, QString& why, Severity& severity) const;

    QLabel* sourceIcon_;
    ElidedLabel* source_;
    QLabel* rightsIcon_;
    ElidedLabel* rights_;
    QLabel* events_;
    QLabel* lost_;
    QLabel* connections_;
    std::optional<SourceStatus> status_;
    WatchedSubject subject_;
    bool traced_ = false; ///< the kernel tells every transition
    QString packetsOn_;   ///< an interface's name; empty: no packets are captured
    std::uint64_t packets_ = 0;
    std::uint64_t unread_ = 0;
    QDate firstDay_; ///< null: not known yet
    QDate lastDay_;
    bool paused_ = false;
    double rate_ = 0;
    std::uint64_t lostCount_ = 0;
    std::uint64_t connectionCount_ = 0;
};

} // namespace synoptic
