// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/status_line.h"

#include "model/items/capture_text.h"
#include "model/items/safe_text.h"
#include "views/common/elided_label.h"
#include "views/theme/icons.h"
#include "views/theme/theme_manager.h"

#include <QDateTime>
#include <QEvent>
#include <QFileInfo>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>

#include <chrono>
#include <cmath>

namespace synoptic {

namespace {

/// A number in bold before its word: the only rich text here, and made of digits alone.
QString strong(const QString& number) {
    return QStringLiteral("<b>%1</b>").arg(number);
}

} // namespace

StatusLine::StatusLine(QWidget* parent) : QStatusBar(parent) {
    setSizeGripEnabled(false);
    setFixedHeight(26);
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(8, 0, 6, 0);
    layout->setSpacing(7);
    const auto add = [&](auto* label) {
        label->setFont(uiFont(12));
        layout->addWidget(label);
        return label;
    };
    const auto text = [&] { return add(new QLabel(row)); };
    const auto divider = [&] {
        auto* line = new QFrame(row);
        line->setFixedSize(1, 16);
        line->setFrameShape(QFrame::VLine);
        layout->addSpacing(5);
        layout->addWidget(line);
        layout->addSpacing(5);
    };
    sourceIcon_ = text();
    source_ = add(new ElidedLabel(row));
    divider();
    rightsIcon_ = text();
    rights_ = add(new ElidedLabel(row));
    layout->addStretch();
    events_ = text();
    divider();
    lost_ = text();
    divider();
    connections_ = text();
    addWidget(row, 1);
    retranslate();
}

void StatusLine::setSources(const std::vector<SourceStatus>& sources, bool paused) {
    status_.reset();
    packetsOn_.clear();
    traced_ = false;
    for (const SourceStatus& source : sources) {
        if (!status_)
            status_ = source;
        if (source.kind == SourceStatus::Kind::KernelTrace &&
            source.health == SourceStatus::Health::Working)
            traced_ = true;
        if (source.kind == SourceStatus::Kind::Packets &&
            source.health != SourceStatus::Health::Failed)
            packetsOn_ = safeText(source.interfaceName, 32);
    }
    paused_ = paused;
    retranslate();
}

void StatusLine::setNumbers(double eventsPerSecond, std::uint64_t lost, std::uint64_t connections) {
    rate_ = eventsPerSecond;
    lostCount_ = lost;
    connectionCount_ = connections;
    const QLocale locale;
    const QString rate =
        rate_ > 0 && rate_ < 10 ? locale.toString(rate_, 'f', 1) : locale.toString(qRound64(rate_));
    const auto bold = [&](std::uint64_t number) {
        return strong(locale.toString(qulonglong(number)));
    };
    if (subject_.kind == WatchedSubject::Kind::Capture) {
        //: %1 is a number, set in bold
        events_->setText(tr("Packets %1").arg(bold(packets_)));
        //: packets that could not be read; %1 is a number, set in bold
        lost_->setText(tr("Unreadable %1").arg(bold(unread_)));
    } else {
        //: %1 is a number, set in bold
        events_->setText(tr("%1 events/s").arg(strong(rate)));
        lost_->setText(tr("Lost %1").arg(bold(lostCount_)));
    }
    connections_->setText(tr("%Ln connection(s)", nullptr, int(connectionCount_)));
}

QString StatusLine::rightsText() const {
    return rights_->text();
}

QString StatusLine::sourceText() const {
    return source_->text();
}

void StatusLine::describeComputer(QString& source, QString& rights, QString& why,
                                  Severity& severity) const {
    source = status_->way == SourceStatus::Way::ProcNet
                 ? tr("This computer · /proc/net, fewer details")
                 : tr("This computer · socket table");
    if (traced_)
        source += tr(" + kernel trace");
    if (!packetsOn_.isEmpty())
        //: %1 is the name of a network interface
        source += tr(" + packets on %1").arg(packetsOn_);
    if (status_->health == SourceStatus::Health::Failed) {
        severity = Severity::Error;
        rights = tr("The source has failed");
    } else if (status_->health == SourceStatus::Health::Degraded) {
        severity = Severity::Warning;
        rights = tr("With limits");
    } else if (!status_->ownersComplete) {
        severity = Severity::Info;
        rights = tr("No extra rights: processes of other users are not named");
    } else if (!status_->ownersVisible) {
        severity = Severity::Info;
        rights = tr("Some processes cannot be seen from here");
        why = tr("No process that can be seen from here holds some of the sockets: it runs in "
                 "another PID namespace, as outside of this container, or the kernel itself "
                 "holds them.");
    } else {
        rights = tr("All processes visible");
    }
    if (why.isEmpty())
        why = QString::fromStdString(status_->problem);
}

void StatusLine::describeRemote(QString& source, QString& rights, QString& why,
                                Severity& severity) const {
    const QString host = safeText(subject_.host, 60);
    source =
        status_->kind == SourceStatus::Kind::KernelTrace
            //: %1 is the name of another computer
            ? tr("%1 · kernel trace over SSH").arg(host)
            //: %1 is the name of another computer, %2 of one of its network interfaces
            : tr("%1 · packets on %2 over SSH").arg(host, safeText(status_->interfaceName, 32));
    why = QString::fromStdString(status_->problem);
    if (const double shift = std::chrono::duration<double>(status_->clockShift).count();
        why.isEmpty() && shift != 0)
        //: %1 is a number of seconds, and positive
        why = (shift > 0 ? tr("Its clock is %1 s behind this computer's; times are told as this "
                              "computer's.")
                         //: %1 is a number of seconds, and positive
                         : tr("Its clock is %1 s ahead of this computer's; times are told as this "
                              "computer's."))
                  .arg(QLocale().toString(std::abs(shift), 'f', 0));
    switch (status_->health) {
    case SourceStatus::Health::Starting:
        severity = Severity::Info;
        rights = tr("Connecting…");
        break;
    case SourceStatus::Health::Working:
        rights = tr("Connected");
        break;
    case SourceStatus::Health::Degraded:
        severity = Severity::Warning;
        rights = tr("With limits");
        break;
    case SourceStatus::Health::Failed:
        severity = Severity::Error;
        rights = tr("Not connected");
        break;
    }
}

void StatusLine::describeCapture(QString& source, QString& rights, QString& why,
                                 Severity& severity) const {
    //: %1 is a file's name
    source = tr("Capture file · %1").arg(safeText(QFileInfo(subject_.path).fileName(), 60));
    if (firstDay_.isValid())
        source += QStringLiteral(" · ") + firstDay_.toString(Qt::ISODate);
    if (lastDay_ != firstDay_)
        source += QStringLiteral(" – ") + lastDay_.toString(Qt::ISODate);
    why = captureProblemText(status_->captureProblem);
    if (status_->health == SourceStatus::Health::Failed) {
        severity = Severity::Error;
        rights = tr("Cannot be read");
    } else if (status_->captureProblem) {
        severity = Severity::Warning;
        rights = tr("Not read to its end");
    } else if (status_->loading) {
        severity = Severity::Info;
        rights =
            status_->bytesTotal == 0
                ? tr("Loading…")
                : tr("Loading, %1 %")
                      .arg(int(100.0 * double(status_->bytesRead) / double(status_->bytesTotal)));
    } else if (status_->cancelled) {
        severity = Severity::Warning;
        rights = tr("Loading was cancelled");
    } else {
        rights = tr("Read in full");
    }
}

void StatusLine::setSubject(const WatchedSubject& subject) {
    subject_ = subject;
    firstDay_ = {};
    lastDay_ = {};
    retranslate();
}

void StatusLine::setPackets(std::uint64_t packets, std::uint64_t unread) {
    packets_ = packets;
    unread_ = unread;
}

void StatusLine::setSpan(Timestamp first, Timestamp last) {
    const auto dayOf = [](Timestamp time) {
        const auto ms = std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch());
        return QDateTime::fromMSecsSinceEpoch(ms.count()).date();
    };
    if (dayOf(first) == firstDay_ && dayOf(last) == lastDay_)
        return;
    firstDay_ = dayOf(first);
    lastDay_ = dayOf(last);
    retranslate();
}

void StatusLine::retranslate() {
    const bool capture = subject_.kind == WatchedSubject::Kind::Capture;
    const bool remote = subject_.kind == WatchedSubject::Kind::Remote;
    QString source = tr("No source");
    QString rights;
    QString why;
    Severity severity = Severity::Ok;
    if (status_ && capture)
        describeCapture(source, rights, why, severity);
    else if (status_ && remote)
        describeRemote(source, rights, why, severity);
    else if (status_)
        describeComputer(source, rights, why, severity);
    if (paused_)
        source += tr(" · paused");
    source_->setText(source);
    source_->setToolTip(plainToolTip(source));
    rights_->setText(rights);
    rights_->setToolTip(plainToolTip(why.isEmpty() ? rights : why));
    rightsIcon_->setVisible(!rights.isEmpty());
    const Theme& theme = themeOf(this);
    sourceIcon_->setPixmap(symbolicPixmap(capture  ? QStringLiteral("capture-file")
                                          : remote ? QStringLiteral("network-server")
                                                   : QStringLiteral("computer"),
                                          16, devicePixelRatioF(), theme.muted));
    rightsIcon_->setPixmap(severityPixmap(severity, 14, devicePixelRatioF()));
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, theme.muted);
    source_->setPalette(muted);
    rights_->setPalette(muted);
    QPalette line = palette();
    line.setColor(QPalette::WindowText, theme.border);
    const auto dividers = findChildren<QFrame*>(QString(), Qt::FindChildrenRecursively);
    for (QFrame* frame : dividers) {
        if (frame->frameShape() == QFrame::VLine)
            frame->setPalette(line);
    }
    setNumbers(rate_, lostCount_, connectionCount_);
}

void StatusLine::changeEvent(QEvent* event) {
    QStatusBar::changeEvent(event);
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange)
        retranslate();
}

void StatusLine::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Theme& theme = themeOf(this);
    painter.fillRect(rect(), theme.window);
    painter.fillRect(QRect(0, 0, width(), 1), theme.border);
}

} // namespace synoptic
