// SPDX-License-Identifier: GPL-3.0-or-later
// What the window looks at: this computer or a capture file.
#include "model/items/safe_text.h"
#include "views/charts/charts_view.h"
#include "views/common/banner.h"
#include "views/common/segmented_control.h"
#include "views/diagnosis/listeners_panel.h"
#include "views/diagram/state_diagram_view.h"
#include "views/ladder/ladder_panel.h"
#include "views/lesson/lesson_panel.h"
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
#include <QMimeData>
#include <QToolButton>

namespace synoptic {

namespace {

QString droppedFile(const QMimeData* data) {
    const QList<QUrl> urls = data->urls();
    return urls.size() == 1 && urls.first().isLocalFile() ? urls.first().toLocalFile() : QString();
}

} // namespace

void MainWindow::setSubject(const WatchedSubject& subject) {
    subject_ = subject;
    sinceSubject_.start();
    setPaused(false);
    selectConnection(0); // another thing counts its connections anew
    models_->clear();
    charts_->clear();
    timeline_->refresh();
    diagram_->clearTotals();
    sources_.clear();
    firstRows_ = true;
    firstChosen_ = isLive();
    dropsTold_ = 0;
    firstDrop_ = {};
    removeSourceBanners();
    panel_->setCapture(subject.kind == WatchedSubject::Kind::Capture);
    models_->setLive(isLive());
    listeners_->setCapture(subject.kind == WatchedSubject::Kind::Capture);
    // Numbers of users and interfaces are another machine's own.
    models_->names().setElsewhere(subject.kind == WatchedSubject::Kind::Remote);
    if (subject.kind != WatchedSubject::Kind::Computer)
        models_->names().setNamespaces(nullptr); // nor those of its namespaces
    setWindowLayout(settings_.layout(lookedAt(subject)));
    lesson_->setVisible(subject.lesson);
    ladder_->setLearning(subject.lesson);
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
    const bool remote = subject_.kind == WatchedSubject::Kind::Remote;
    const QString file = safeText(remote ? subject_.host : QFileInfo(subject_.path).fileName(), 80);
    actions_->watch->setEnabled(subject_.kind != WatchedSubject::Kind::Computer);
    actions_->pause->setEnabled(live);
    actions_->refresh->setEnabled(!paused_);
    actions_->stopPackets->setEnabled(false);
    actions_->allNamespaces->setEnabled(!capture && !remote);
    live_->setEnabled(live || capture);
    live_->setCurrent(capture || paused_ ? 1 : 0);
    live_->segment(0)->setToolTip(capture ? tr("Back to this computer, live") : QString());
    timeline_->setMode(capture   ? TimelineStrip::Mode::Capture
                       : paused_ ? TimelineStrip::Mode::Paused
                                 : TimelineStrip::Mode::Live);
    sourceButton_->setText(capture || remote ? fontMetrics().elidedText(file, Qt::ElideMiddle, 200)
                                             : tr("This computer"));
    sourceButton_->setIcon(symbolicIcon(capture  ? QStringLiteral("capture-file")
                                        : remote ? QStringLiteral("network-server")
                                                 : QStringLiteral("computer")));
    statusLine_->setSubject(subject_);
    if (capture)
        //: %1 is the name of a capture file
        setWindowTitle(tr("%1 – Synoptic").arg(file));
    else if (remote)
        //: %1 is the name of another computer
        setWindowTitle(paused_ ? tr("%1 – Synoptic – paused").arg(file)
                               : tr("%1 – Synoptic").arg(file));
    else
        setWindowTitle(paused_ ? tr("Synoptic – paused") : tr("Synoptic"));
    actions_->saveReport->setEnabled(subject_.kind != WatchedSubject::Kind::None);
    fillRecentMenu();
    toolBar_->measure();
}

void MainWindow::choosePackets() {
    auto* dialog = new CaptureDialog(
        {settings_.captureInterface(), settings_.captureFilter(), settings_.recordPayload()}, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const CaptureRequest request = dialog->request();
        settings_.setCapture(request.interface, request.filter, request.recordPayload);
        banners_->remove(QStringLiteral("packets"));
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
