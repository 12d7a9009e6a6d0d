// SPDX-License-Identifier: GPL-3.0-or-later
//
// Preloaded into the real program by a test: writes what its windows show to the file that
// SYNOPTIC_PROBE names, five times a second.
#include <QAbstractItemView>
#include <QApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QPushButton>
#include <QSaveFile>
#include <QTimer>

namespace {

/// Of a table, the texts of its first rows.
QJsonArray rowsOf(const QAbstractItemView& view) {
    constexpr int kMostRows = 200;
    QJsonArray rows;
    const QAbstractItemModel* model = view.model();
    for (int row = 0; model && row < qMin(model->rowCount(), kMostRows); ++row) {
        QStringList cells;
        for (int column = 0; column < model->columnCount(); ++column)
            cells << model->index(row, column).data().toString();
        rows << cells.join(u'\t');
    }
    return rows;
}

QJsonObject look() {
    QJsonArray banners, rows, windows;
    const QWidgetList all = QApplication::allWidgets();
    for (const QWidget* widget : all) {
        const QByteArray kind = widget->metaObject()->className();
        if (!widget->isVisible())
            continue;
        if (widget->isWindow())
            windows << QString::fromLatin1(kind);
        if (kind == "synoptic::ConnectionTableView")
            rows = rowsOf(*qobject_cast<const QAbstractItemView*>(widget));
        if (kind != "synoptic::Banner")
            continue;
        QStringList texts;
        for (const QLabel* label : widget->findChildren<QLabel*>()) {
            if (label->isVisible())
                texts << label->text();
        }
        for (const QAbstractButton* button : widget->findChildren<QAbstractButton*>()) {
            if (button->isVisible())
                texts << u'[' + button->text() + u']';
        }
        banners << texts.join(u'\n');
    }
    return {{QStringLiteral("windows"), windows},
            {QStringLiteral("banners"), banners},
            {QStringLiteral("rows"), rows}};
}

void watch() {
    auto* timer = new QTimer(qApp);
    QObject::connect(timer, &QTimer::timeout, [] {
        QSaveFile file(qEnvironmentVariable("SYNOPTIC_PROBE"));
        if (file.open(QIODevice::WriteOnly)) {
            file.write(QJsonDocument(look()).toJson());
            file.commit();
        }
    });
    timer->start(200);
}

} // namespace

Q_COREAPP_STARTUP_FUNCTION(watch)
