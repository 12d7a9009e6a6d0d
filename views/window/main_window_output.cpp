// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures and exports: asked for here, written in the background, reported by a toast or a banner.
#include "model/items/connection_export.h"
#include "model/items/save_file.h"
#include "views/charts/charts_view.h"
#include "views/common/banner.h"
#include "views/common/toast.h"
#include "views/diagram/state_diagram_view.h"
#include "views/ladder/ladder_panel.h"
#include "views/packets/packets_panel.h"
#include "views/report/report_dialog.h"
#include "views/settings/language.h"
#include "views/table/connection_panel.h"
#include "views/table/connection_table_view.h"
#include "views/window/dock_area.h"
#include "views/window/event_log_panel.h"
#include "views/window/frozen_names.h"
#include "views/window/main_window.h"
#include "views/window/selected_connection_panel.h"

#include <QBuffer>
#include <QClipboard>
#include <QDateTime>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QPointer>
#include <QStandardPaths>
#include <QThreadPool>
#include <QUrl>

namespace synoptic {

QImage MainWindow::grabPart(const QString& part, double scale) {
    if (part == QLatin1String("window"))
        return grab().toImage();
    if (part == QLatin1String("table"))
        return panel_->table()->grab().toImage();
    if (part == QLatin1String("diagram"))
        return diagram_->renderImage(scale);
    if (part == QLatin1String("chart"))
        return charts_->renderImage(charts_->size(), scale);
    if (part == QLatin1String("ladder"))
        return ladder_->renderImage(scale);
    if (part == QLatin1String("packets"))
        return packets_->grab().toImage();
    if (part == QLatin1String("selected"))
        return docks_->dock(Panel::Selected)->grab().toImage();
    if (part == QLatin1String("log"))
        return eventLogPanel_->grab().toImage();
    return {};
}

void MainWindow::saveScreenshot(const QString& part, double scale, bool svg) {
    if (part.isEmpty()) {
        QGuiApplication::clipboard()->setImage(grabPart(QStringLiteral("window")));
        toast_->tell(tr("The picture is in the clipboard"));
        return;
    }
    // Taken before the file dialog covers the window.
    const QImage image = svg ? QImage() : grabPart(part, scale);
    QByteArray drawing;
    if (svg) {
        QBuffer buffer(&drawing);
        buffer.open(QIODevice::WriteOnly);
        part == QLatin1String("chart") ? charts_->renderSvg(&buffer) : diagram_->renderSvg(&buffer);
    }
    const QString suffix = svg ? QStringLiteral("svg") : QStringLiteral("png");
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Save screenshot"), suggestedPath(part, suffix),
                                     svg ? tr("SVG drawing (*.svg)") : tr("PNG picture (*.png)"));
    if (path.isEmpty())
        return;
    saveInBackground(path, [image, drawing]() -> QByteArray {
        if (image.isNull())
            return drawing;
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        image.save(&buffer, "PNG");
        return bytes;
    });
}

void MainWindow::exportConnections() {
    const QString csv = tr("Comma-separated values (*.csv)");
    const QString json = tr("JSON Lines (*.jsonl)");
    QString chosen;
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Export the connections shown"),
        suggestedPath(QStringLiteral("connections"), QStringLiteral("csv")),
        csv + QStringLiteral(";;") + json, &chosen);
    if (path.isEmpty())
        return;
    const bool asJson = path.endsWith(QLatin1String(".jsonl"), Qt::CaseInsensitive) ||
                        path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive) ||
                        (QFileInfo(path).suffix().isEmpty() && chosen == json);
    exportConnectionsTo(path, asJson);
}

void MainWindow::exportEventLog() {
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Export the events shown"),
                                     suggestedPath(QStringLiteral("events"), QStringLiteral("csv")),
                                     tr("Comma-separated values (*.csv)"));
    if (!path.isEmpty())
        exportEventLogTo(path);
}

void MainWindow::chooseReport() {
    std::vector<ConnectionKey> selected;
    for (const QModelIndex& row : panel_->table()->selectionModel()->selectedRows()) {
        if (const ConnectionSnapshot* c = models_->connections().at(row.row()))
            selected.push_back(c->key);
    }
    ReportDialog dialog(std::move(selected), languages_.choice(), this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    ReportRequest request = dialog.request();
    const QString suffix = suffixOf(request.format);
    request.path = QFileDialog::getSaveFileName(
        this, tr("Save report"), suggestedPath(QStringLiteral("report"), suffix),
        tr("%1 report (*.%2)").arg(suffix.toUpper(), suffix));
    if (request.path.isEmpty())
        return;
    settings_.setLastFolder(QFileInfo(request.path).absolutePath());
    toast_->tell(tr("The report is being made"));
    Q_EMIT reportRequested(request);
}

void MainWindow::speak(LanguageChoice language, const std::function<void()>& act) {
    const LanguageChoice before = languages_.choice();
    if (language != before && language != LanguageChoice::System)
        languages_.use(language);
    act();
    if (languages_.choice() != before)
        languages_.use(before);
}

void MainWindow::exportConnectionsTo(const QString& path, bool json) {
    const ConnectionTableModel& model = models_->connections();
    std::vector<ConnectionSnapshot> rows;
    rows.reserve(std::size_t(model.rowCount()));
    for (int row = 0; row < model.rowCount(); ++row)
        rows.push_back(*model.at(row));
    auto names = std::make_shared<const FrozenNames>(rows, models_->names());
    saveInBackground(path, [rows = std::move(rows), names, json, now = model.now()] {
        std::vector<const ConnectionSnapshot*> pointers;
        pointers.reserve(rows.size());
        for (const ConnectionSnapshot& row : rows)
            pointers.push_back(&row);
        if (json)
            return exportJsonLines(pointers);
        std::vector<ConnectionColumns::Column> columns;
        for (int column = 0; column < ConnectionColumns::ColumnCount; ++column)
            columns.push_back(ConnectionColumns::Column(column));
        return exportCsv(pointers, columns, now, *names);
    });
}

void MainWindow::exportEventLogTo(const QString& path) {
    saveInBackground(path, [csv = exportCsv(models_->eventLog())] { return csv; });
}

void MainWindow::saveInBackground(const QString& path, std::function<QByteArray()> make) {
    settings_.setLastFolder(QFileInfo(path).absolutePath());
    QPointer<MainWindow> window(this);
    QThreadPool::globalInstance()->start([window, path, make = std::move(make)] {
        const QString problem = saveFile(path, make());
        QMetaObject::invokeMethod(qApp, [window, path, problem] {
            if (!window)
                return;
            if (problem.isEmpty())
                window->tellSaved(path);
            else
                window->tellFailure(path, problem);
        });
    });
}

QString MainWindow::suggestedPath(const QString& view, const QString& suffix) const {
    QString folder = settings_.lastFolder();
    if (folder.isEmpty() || !QFileInfo(folder).isDir())
        folder = QStandardPaths::writableLocation(suffix == QLatin1String("csv")
                                                      ? QStandardPaths::DocumentsLocation
                                                      : QStandardPaths::PicturesLocation);
    if (!QFileInfo(folder).isDir())
        folder = QDir::homePath();
    return QDir(folder).filePath(pictureName(view, suffix, QDateTime::currentDateTime()));
}

void MainWindow::tellSaved(const QString& path) {
    banners_->remove(QStringLiteral("save"));
    const QFileInfo file(path);
    toast_->tell(
        tr("Saved %1").arg(file.fileName()), tr("Open folder"),
        [folder = file.absolutePath()] { QDesktopServices::openUrl(QUrl::fromLocalFile(folder)); });
}

void MainWindow::tellFailure(const QString& path, const QString& reason) {
    BannerContent content;
    content.severity = Severity::Error;
    content.title = tr("%1 was not saved.").arg(QFileInfo(path).fileName());
    content.text = tr("%1. Choose another folder or free some space, then save again.").arg(reason);
    banners_->show(QStringLiteral("save"), content);
}

} // namespace synoptic
