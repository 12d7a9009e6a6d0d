// SPDX-License-Identifier: GPL-3.0-or-later
// Table, diagram, ladder, packets, stream and HTTP log choose each other.
#include "model/items/format.h"
#include "views/common/banner.h"
#include "views/common/dock_title.h"
#include "views/common/segmented_control.h"
#include "views/common/toast.h"
#include "views/ladder/ladder_panel.h"
#include "views/ladder/ladder_strip.h"
#include "views/packets/http_log_panel.h"
#include "views/packets/packets_panel.h"
#include "views/packets/stream_panel.h"
#include "views/table/connection_panel.h"
#include "views/table/connection_table_view.h"
#include "views/window/dock_area.h"
#include "views/window/main_window.h"
#include "views/window/window_actions.h"

#include <QBuffer>
#include <QCheckBox>
#include <QFileDialog>

namespace synoptic {

void MainWindow::buildPacketViews() {
    PacketDetails* details = &models_->packets();
    ladder_ = new LadderPanel;
    ladder_->setPackets(details);
    PacketConnections connections;
    connections.find = [this](FlowNumber flow) { return models_->connectionOfFlow(flow); };
    connections.base = [this](FlowNumber flow, EndIndex end) -> std::optional<std::uint32_t> {
        const ConnectionSnapshot* connection = models_->connectionOfFlow(flow);
        return connection ? connection->wire.baseSequence(end) : std::nullopt;
    };
    packets_ = new PacketsPanel(details, connections);
    stream_ = new StreamPanel;
    stream_->setPackets(details);
    http_ = new HttpLogPanel(&models_->http());
    docks_->setPanel(Panel::Ladder, ladder_);
    docks_->setPanel(Panel::Packets, packets_);
    docks_->setPanel(Panel::Http, http_);
    docks_->setPanel(Panel::Stream, stream_);
}

/// Sets the controls as they were left, and keeps what is chosen from now on.
void MainWindow::rememberSegmentChoices() {
    LadderStrip* strip = ladder_->strip();
    const SegmentChoices known = settings_.segments();
    if (known.absoluteNumbers)
        strip->numbers()->segment(1)->click();
    if (known.clockTimes)
        strip->times()->segment(1)->click();
    strip->collapseData()->setChecked(known.collapseData);
    strip->compressGaps()->setChecked(known.compressGaps);
    packets_->relativeNumbers()->setChecked(known.packetsRelative);

    const auto keep = [this, strip] {
        settings_.setSegments({strip->numbers()->current() == 1, strip->times()->current() == 1,
                               strip->collapseData()->isChecked(),
                               strip->compressGaps()->isChecked(),
                               packets_->relativeNumbers()->isChecked()});
    };
    connect(strip, &LadderStrip::absoluteNumbersChosen, this, keep);
    connect(strip, &LadderStrip::clockTimesChosen, this, keep);
    connect(strip, &LadderStrip::collapseDataToggled, this, keep);
    connect(strip, &LadderStrip::compressGapsToggled, this, keep);
    connect(packets_->relativeNumbers(), &QCheckBox::toggled, this, keep);
}

void MainWindow::connectPacketViews() {
    connect(ladder_, &LadderPanel::subjectChanged, this,
            [this](const QString& subject) { docks_->title(Panel::Ladder)->setSubject(subject); });
    // A packet chosen in one view is shown by the others; only the ladder's own connection has it.
    connect(ladder_, &LadderPanel::packetSelected, packets_, &PacketsPanel::selectPacket);
    connect(packets_, &PacketsPanel::packetSelected, ladder_, &LadderPanel::selectPacket);
    connect(packets_, &PacketsPanel::connectionChosen, this, &MainWindow::selectConnection);
    connect(packets_, &PacketsPanel::followStreamRequested, this, &MainWindow::followStream);
    connect(packets_, &PacketsPanel::ladderRequested, this,
            [this](ConnectionKey key, PacketNumber number) {
                selectConnection(key);
                docks_->bring(Panel::Ladder);
                ladder_->selectPacket(number);
            });
    connect(packets_, &PacketsPanel::filterTermChosen, panel_, &ConnectionPanel::applyTerm);
    connect(stream_, &StreamPanel::packetChosen, this, [this](PacketNumber number) {
        packets_->selectPacket(number);
        ladder_->selectPacket(number);
    });
    connect(stream_, &StreamPanel::saved, this, [this](const QString& path, quint64 missing) {
        tellSaved(path);
        if (missing > 0)
            toast_->tell(
                tr("Saved, but %1 were not captured and are missing").arg(formatBytes(missing)));
    });
    connect(stream_, &StreamPanel::saveFailed, this, &MainWindow::tellFailure);
    connect(stream_, &StreamPanel::told, this,
            [this](const QString& words) { toast_->tell(words); });
    connect(http_, &HttpLogPanel::connectionChosen, this, &MainWindow::selectConnection);
    connect(http_, &HttpLogPanel::packetSelected, this, [this](PacketNumber number) {
        packets_->selectPacket(number);
        ladder_->selectPacket(number);
    });
    connect(http_, &HttpLogPanel::exportRequested, this, &MainWindow::exportHttpLog);
    connect(models_.get(), &SessionModels::transitionsArrived, packets_,
            &PacketsPanel::refreshConnections);

    rememberSegmentChoices();

    const auto on = [this](QAction* action, auto act) {
        connect(action, &QAction::triggered, this, act);
    };
    panel_->table()->addActions(
        {actions_->showLadder, actions_->followStream, actions_->saveSelectedPackets});
    on(actions_->followStream, [this] { followStream(models_->selectedKey()); });
    on(actions_->showLadder, [this] { docks_->bring(Panel::Ladder); });
    on(actions_->saveSelectedPackets, [this] { savePackets(models_->selectedKey()); });
    on(actions_->exportHttp, [this] { exportHttpLog(); });
    on(actions_->shotLadder, [this] { saveScreenshot(QStringLiteral("ladder"), 1, false); });
    on(actions_->shotPackets, [this] { saveScreenshot(QStringLiteral("packets"), 1, false); });
    on(actions_->shotLadderSvg, [this] { saveLadder(QStringLiteral("svg")); });
    on(actions_->shotLadderPdf, [this] { saveLadder(QStringLiteral("pdf")); });
}

/// The selected connection, to the views of its packets.
void MainWindow::showSelectedPackets() {
    const ConnectionSnapshot* selected = models_->selected();
    const bool hasPackets = selected && selected->wire.lastPacket != kNoPacket;
    ladder_->show(selected, models_->detail());
    packets_->showConnection(selected);
    if (selected)
        stream_->show(*selected, models_->detail());
    else
        stream_->clear();
    docks_->title(Panel::Stream)->setSubject(selected ? stream_->subject() : QString());
    for (QAction* action : {actions_->followStream, actions_->saveSelectedPackets,
                            actions_->shotLadderSvg, actions_->shotLadderPdf})
        action->setEnabled(hasPackets);
    actions_->showLadder->setEnabled(selected);
}

void MainWindow::followStream(ConnectionKey key) {
    if (key == 0)
        return;
    selectConnection(key);
    docks_->bring(Panel::Stream);
}

void MainWindow::exportHttpLog() {
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Export the requests shown"),
                                     suggestedPath(QStringLiteral("http"), QStringLiteral("csv")),
                                     tr("Comma-separated values (*.csv)"));
    if (!path.isEmpty())
        saveInBackground(path, [rows = models_->http().shown()] { return exportCsv(rows); });
}

void MainWindow::savePackets(ConnectionKey connection) {
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Save packets"),
        suggestedPath(QStringLiteral("packets"), QStringLiteral("pcapng")),
        tr("pcapng capture (*.pcapng)"));
    if (!path.isEmpty())
        Q_EMIT savePacketsRequested(path, connection);
}

/// The whole ladder, for which packets that are out of sight have to be read first.
void MainWindow::saveLadder(const QString& suffix) {
    const bool pdf = suffix == QLatin1String("pdf");
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Save the ladder"), suggestedPath(QStringLiteral("ladder"), suffix),
        pdf ? tr("PDF document (*.pdf)") : tr("SVG drawing (*.svg)"));
    if (path.isEmpty())
        return;
    ladder_->prepareExport([this, path, pdf] {
        QByteArray drawing;
        QBuffer buffer(&drawing);
        buffer.open(QIODevice::WriteOnly);
        pdf ? ladder_->renderPdf(&buffer) : ladder_->renderSvg(&buffer);
        saveInBackground(path, [drawing] { return drawing; });
    });
}

} // namespace synoptic
