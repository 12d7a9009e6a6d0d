// SPDX-License-Identifier: GPL-3.0-or-later
// What the window looks at: this computer or a capture file, how its source fares, and what is said
// of it.
#include "model/items/capture_text.h"
#include "model/items/safe_text.h"
#include "model/items/source_text.h"
#include "views/charts/charts_view.h"
#include "views/common/banner.h"
#include "views/common/segmented_control.h"
#include "views/diagram/state_diagram_view.h"
#include "views/packets/packets_panel.h"
#include "views/table/connection_panel.h"
#include "views/table/connection_table_view.h"
#include "views/timeline/timeline_strip.h"
#include "views/window/capture_dialog.h"
#include "views/window/main_window.h"
#include "views/window/status_line.h"
#include "views/window/tool_strip.h"
#include "views/window/welcome_page.h"
#include "views/window/window_actions.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QMimeData>
#include <QToolButton>

namespace synoptic {

namespace {

/// Work that takes longer shows its progress and can be cancelled.
constexpr qint64 kSoon = 2000;

const QString kSourceBanner = QStringLiteral("source");
const QString kRightsBanner = QStringLiteral("rights");
const QString kLoadingBanner = QStringLiteral("loading");
const QString kPacketsBanner = QStringLiteral("packets");
const QString kLostBanner = QStringLiteral("lost");

QString droppedFile(const QMimeData* data) {
    const QList<QUrl> urls = data->urls();
    return urls.size() == 1 && urls.first().isLocalFile() ? urls.first().toLocalFile() : QString();
}

} // namespace

void MainWindow::setSubject(const WatchedSubject& subject) {
    subject_ = subject;
    sinceSubject_.start();
    setPaused(false);
    models_->clear();
    charts_->clear();
    timeline_->refresh();
    diagram_->clearTotals();
    sources_.clear();
    firstRows_ = true;
    dropsTold_ = 0;
    firstDrop_ = {};
    for (const QString& banner :
         {kSourceBanner, kRightsBanner, kLoadingBanner, kPacketsBanner, kLostBanner})
        banners_->remove(banner);
    panel_->setCapture(subject.kind == WatchedSubject::Kind::Capture);
    models_->setLive(isLive());
    setWindowLayout(settings_.layout(lookedAt(subject)));
    packets_->setFollowing(isLive());
    const bool any = subject.kind != WatchedSubject::Kind::None;
    showWelcome(!any);
    for (QTimer* timer : {&tick_, &values_, &order_})
        any ? timer->start() : timer->stop();
    statusLine_->setSources(sources_, paused_);
    showSubject();
    showNumbers();
    showSelection();
}

/// What the tools say and offer depends on what is looked at.
void MainWindow::showSubject() {
    const bool live = isLive();
    const bool capture = subject_.kind == WatchedSubject::Kind::Capture;
    const QString file = safeText(QFileInfo(subject_.path).fileName(), 80);
    actions_->watch->setEnabled(!live);
    actions_->pause->setEnabled(live);
    actions_->refresh->setEnabled(!paused_);
    actions_->stopPackets->setEnabled(false);
    live_->setEnabled(live || capture);
    live_->setCurrent(capture || paused_ ? 1 : 0);
    live_->segment(0)->setToolTip(capture ? tr("Back to this computer, live") : QString());
    timeline_->setMode(capture   ? TimelineStrip::Mode::Capture
                       : paused_ ? TimelineStrip::Mode::Paused
                                 : TimelineStrip::Mode::Live);
    sourceButton_->setText(capture ? fontMetrics().elidedText(file, Qt::ElideMiddle, 200)
                                   : tr("This computer"));
    sourceButton_->setIcon(
        symbolicIcon(capture ? QStringLiteral("capture-file") : QStringLiteral("computer")));
    statusLine_->setSubject(subject_);
    if (capture)
        //: %1 is the name of a capture file
        setWindowTitle(tr("%1 – Synoptic").arg(file));
    else
        setWindowTitle(paused_ ? tr("Synoptic – paused") : tr("Synoptic"));
    actions_->saveReport->setEnabled(subject_.kind != WatchedSubject::Kind::None);
    fillRecentMenu();
    toolBar_->measure();
}

void MainWindow::setSources(const std::vector<SourceStatus>& sources) {
    const bool wasLoading = !sources_.empty() && sources_.front().loading;
    sources_ = sources;
    statusLine_->setSources(sources_, paused_);
    showProblems();
    if (wasLoading && !sources_.front().loading) {
        models_->connections().tickOrder(); // the last rows need not wait for their turn
        charts_->setRange(charts_->rangeOfAll());
    }
}

/// Banners for what a person should know of the source.
void MainWindow::showProblems() {
    if (sources_.empty())
        return;
    if (subject_.kind == WatchedSubject::Kind::Capture)
        return showCaptureProblems(sources_.front());
    const SourceStatus* packets = nullptr;
    for (const SourceStatus& source : sources_) {
        if (source.kind == SourceStatus::Kind::SocketTable)
            showSocketTableProblems(source);
        else if (source.kind == SourceStatus::Kind::Packets)
            packets = &source;
    }
    actions_->stopPackets->setEnabled(packets != nullptr);
    if (packets) {
        showPacketProblems(*packets);
        showLosses(*packets);
    }
}

void MainWindow::showPacketProblems(const SourceStatus& source) {
    const TroubleText trouble = troubleText(source);
    if (trouble.title.isEmpty()) {
        banners_->remove(kPacketsBanner);
        return;
    }
    BannerContent content;
    content.severity = trouble.isSerious ? Severity::Error : Severity::Warning;
    content.title = trouble.title;
    content.text = trouble.text;
    if (source.health == SourceStatus::Health::Failed) {
        content.action = tr("Choose again…");
        content.act = [this] { choosePackets(); };
    }
    banners_->show(kPacketsBanner, content);
}

/// What was lost is said with its time: what is shown of it has gaps.
void MainWindow::showLosses(const SourceStatus& source) {
    if (source.dropped <= dropsTold_)
        return;
    const QDateTime now = QDateTime::currentDateTime();
    if (!firstDrop_.isValid())
        firstDrop_ = now;
    dropsTold_ = source.dropped;
    const QString form = QStringLiteral("HH:mm:ss");
    BannerContent content;
    content.severity = Severity::Warning;
    content.title = tr("Lost %Ln packet(s).", nullptr, int(qMin<quint64>(dropsTold_, INT_MAX)));
    content.text = tr("Between %1 and %2 they came faster than they could be read: what is shown "
                      "of that time has gaps. A capture filter helps.")
                       .arg(firstDrop_.toString(form), now.toString(form));
    if (Banner* banner = banners_->banner(kLostBanner))
        banner->setContent(content);
    else
        banners_->show(kLostBanner, content);
}

void MainWindow::showCaptureProblems(const SourceStatus& source) {
    const QString file = safeText(QFileInfo(subject_.path).fileName(), 80);
    if (source.loading && sinceSubject_.elapsed() > kSoon) {
        const int percent = source.bytesTotal == 0
                                ? 0
                                : int(100.0 * double(source.bytesRead) / double(source.bytesTotal));
        BannerContent content;
        content.severity = Severity::Info;
        content.title = tr("Loading %1").arg(file);
        content.text = source.bytesTotal == 0
                           ? tr("%L1 packets so far.").arg(models_->totals().packets)
                           : tr("%1 %, %L2 packets so far. What is there can be looked at.")
                                 .arg(percent)
                                 .arg(models_->totals().packets);
        content.action = tr("Cancel");
        content.act = [this] { Q_EMIT cancelRequested(); };
        if (Banner* banner = banners_->banner(kLoadingBanner))
            banner->setContent(content); // no news worth to be spoken
        else if (!loadingBannerClosed_)
            banners_->show(kLoadingBanner, content);
    } else if (!source.loading) {
        banners_->remove(kLoadingBanner);
        loadingBannerClosed_ = false;
    }
    BannerContent content;
    const CaptureProblem& problem = source.captureProblem;
    if (problem) {
        const bool failed = source.health == SourceStatus::Health::Failed;
        content.severity = failed ? Severity::Error : Severity::Warning;
        content.title = failed ? tr("%1 cannot be shown.").arg(file)
                               : tr("%1 was not read to its end.").arg(file);
        content.text =
            captureProblemText(problem) + QStringLiteral(". ") + captureProblemAdvice(problem);
        if (failed) {
            content.action = tr("Open another…");
            content.act = [this] { chooseCapture(); };
        }
    } else if (source.cancelled) {
        content.severity = Severity::Info;
        content.title = tr("Loading was cancelled.");
        content.text =
            tr("The first %L1 packets of %2 are shown.").arg(models_->totals().packets).arg(file);
        content.action = tr("Load again");
        content.act = [this] { openCapture(subject_.path); };
    }
    if (content.title.isEmpty())
        banners_->remove(kSourceBanner);
    else
        banners_->show(kSourceBanner, content);
}

void MainWindow::showSocketTableProblems(const SourceStatus& source) {
    BannerContent content;
    content.text = QString::fromStdString(source.problem);
    if (source.health == SourceStatus::Health::Failed) {
        content.severity = Severity::Error;
        content.title = tr("The connections cannot be read.");
        content.action = tr("Try again");
        content.act = [this] { Q_EMIT refreshRequested(); };
    } else if (source.way == SourceStatus::Way::ProcNet) {
        content.severity = Severity::Warning;
        content.title = tr("Fewer details than usual.");
        content.text = tr("The kernel refused socket queries (netlink), so the connections are "
                          "read from /proc/net: without round-trip times, rates and "
                          "retransmissions.");
    } else if (source.health == SourceStatus::Health::Degraded) {
        content.severity = Severity::Warning;
        content.title = tr("The source works with limits.");
    }
    if (content.title.isEmpty())
        banners_->remove(kSourceBanner);
    else
        banners_->show(kSourceBanner, content);

    // Said once: it is no trouble, and closing it is having read it.
    if (source.ownersComplete || settings_.rightsNoteRead()) {
        banners_->remove(kRightsBanner);
        return;
    }
    BannerContent note;
    note.severity = Severity::Warning;
    note.title = tr("Running without extra rights.");
    note.text = tr("You see every connection, its state, queues and timers. You do not see "
                   "which processes of other users hold them.");
    banners_->show(kRightsBanner, note);
}

void MainWindow::choosePackets() {
    auto* dialog = new CaptureDialog(
        {settings_.captureInterface(), settings_.captureFilter(), settings_.recordPayload()}, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const CaptureRequest request = dialog->request();
        settings_.setCapture(request.interface, request.filter, request.recordPayload);
        banners_->remove(kPacketsBanner);
        Q_EMIT packetsRequested(request);
    });
    captureDialog_ = dialog;
    dialog->open();
    Q_EMIT interfacesWanted();
}

void MainWindow::setInterfaces(const QList<InterfaceChoice>& interfaces, const QString& problem) {
    if (captureDialog_)
        captureDialog_->setInterfaces(interfaces, problem);
}

void MainWindow::chooseCapture() {
    const QString path =
        QFileDialog::getOpenFileName(this, tr("Open capture"), settings_.lastFolder(),
                                     tr("Captures (*.pcap *.pcapng *.cap *.pcap.gz *.pcapng.gz "
                                        "*.cap.gz *.dump);;All files (*)"));
    if (!path.isEmpty())
        openCapture(path);
}

void MainWindow::openCapture(const QString& path) {
    const QString absolute = QFileInfo(path).absoluteFilePath();
    settings_.setLastFolder(QFileInfo(absolute).absolutePath());
    QStringList recent = settings_.recentCaptures();
    recent.removeAll(absolute);
    recent.prepend(absolute);
    settings_.setRecentCaptures(recent);
    Q_EMIT captureRequested(absolute);
}

void MainWindow::fillRecentMenu() {
    QMenu* menu = actions_->recent;
    menu->clear();
    const QStringList recent = settings_.recentCaptures();
    for (const QString& path : recent) {
        // Names are hostile text, and & would make a shortcut.
        QString text = safeText(QFileInfo(path).fileName(), 60);
        text.replace(QLatin1Char('&'), QLatin1String("&&"));
        QAction* action = menu->addAction(text, this, [this, path] { openCapture(path); });
        action->setToolTip(plainToolTip(safeText(path, 400)));
        action->setStatusTip(path);
    }
    menu->setToolTipsVisible(true);
    menu->setEnabled(!recent.isEmpty());
    menu->addSeparator();
    menu->addAction(actions_->clearRecent);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (!droppedFile(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    const QString path = droppedFile(event->mimeData());
    if (path.isEmpty())
        return;
    event->acceptProposedAction();
    openCapture(path);
}

} // namespace synoptic
