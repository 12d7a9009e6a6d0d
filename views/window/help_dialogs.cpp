// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/window/help_dialogs.h"

#include "model/items/format.h"
#include "model/items/state_list_model.h"
#include "views/theme/icons.h"
#include "views/theme/state_glyph.h"
#include "views/theme/theme_manager.h"

#include <QAction>
#include <QApplication>
#include <QBuffer>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QTableWidget>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace synoptic {

namespace {

QString stateText(TcpState state) {
    return QString::fromLatin1(name(state).data(), qsizetype(name(state).size()));
}

/// The glyph as an image inside the page: text documents take no painters.
QString glyphImage(TcpState state) {
    QImage image(32, 32, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    paintStateGlyph(painter, image.rect(), state,
                    themeOf(QGuiApplication::palette()).stateGlyph(state));
    painter.end();
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return QStringLiteral("<img width='16' height='16' src='data:image/png;base64,%1'>")
        .arg(QLatin1String(buffer.data().toBase64()));
}

QDialogButtonBox* closeButton(QDialog* dialog) {
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    return buttons;
}

} // namespace

StatesHelpDialog::StatesHelpDialog(QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("The states of TCP"));
    auto* page = new QTextBrowser(this);
    page->setHtml(html());
    page->setOpenLinks(false);
    auto* column = new QVBoxLayout(this);
    column->addWidget(page);
    column->addWidget(closeButton(this));
    resize(760, 640);
}

QString StatesHelpDialog::html() {
    const Theme& theme = themeOf(QGuiApplication::palette());
    QString page = QStringLiteral("<h2>%1</h2><p>%2</p>")
                       .arg(tr("The states of TCP").toHtmlEscaped(),
                            tr("A connection is two ends, and each end has a state of its own. "
                               "RFC 9293 names eleven. The end that opens or closes first goes "
                               "the active way, the other the passive one.")
                                .toHtmlEscaped());
    for (TcpState state : kAllTcpStates) {
        page += QStringLiteral("<h3>%1 &nbsp;%2</h3><p>%3</p>")
                    .arg(glyphImage(state), stateText(state),
                         StateListModel::meaning(state).toHtmlEscaped());
        QString rows;
        for (const TransitionRow& row : transitionTable()) {
            if (row.from != state)
                continue;
            rows += QStringLiteral("<tr><td>%1 &nbsp;</td><td>%2 &nbsp;</td><td>→ %3</td></tr>")
                        .arg(formatEvent(row.event).toHtmlEscaped(),
                             formatSent(row.sent).toHtmlEscaped(), stateText(row.to));
        }
        page += QStringLiteral("<table cellpadding='2' style='color:%1'>%2</table>")
                    .arg(theme.muted.name(), rows);
    }
    page += QStringLiteral("<h3>%1</h3><p>%2</p>")
                .arg(tr("Names that are often mixed up").toHtmlEscaped(),
                     tr("Some texts write SYN_SEND for SYN-SENT and ITMED_WAIT for TIME-WAIT, "
                        "leave out CLOSE-WAIT, or put a flooded server in FIN-WAIT. A SYN flood "
                        "leaves the server in SYN-RECEIVED: connections that are half open.")
                         .toHtmlEscaped());
    return page;
}

ShortcutsDialog::ShortcutsDialog(const QList<QAction*>& actions, QWidget* parent)
    : QDialog(parent) {
    setWindowTitle(tr("Keyboard shortcuts"));
    auto* table = new QTableWidget(0, 2, this);
    table->setHorizontalHeaderLabels({tr("Action"), tr("Keys")});
    table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->resizeSection(1, 150);
    table->verticalHeader()->hide();
    table->verticalHeader()->setMinimumSectionSize(24);
    table->verticalHeader()->setDefaultSectionSize(24);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setShowGrid(false);
    for (const QAction* action : actions) {
        QStringList keys;
        for (const QKeySequence& key : action->shortcuts())
            keys << key.toString(QKeySequence::NativeText);
        if (keys.isEmpty())
            continue;
        QString text = action->text();
        text.remove(QLatin1Char('&'));
        const int row = table->rowCount();
        table->insertRow(row);
        table->setItem(row, 0, new QTableWidgetItem(text));
        table->setItem(row, 1, new QTableWidgetItem(keys.join(QStringLiteral(", "))));
    }
    auto* column = new QVBoxLayout(this);
    column->addWidget(table);
    column->addWidget(closeButton(this));
    resize(460, 560);
}

void showAbout(QWidget* parent) {
    QDialog dialog(parent);
    dialog.setWindowTitle(StatesHelpDialog::tr("About Synoptic"));
    auto* icon = new QLabel(&dialog);
    icon->setPixmap(applicationIcon().pixmap(64, 64));
    auto* title = new QLabel(
        QStringLiteral("Synoptic %1").arg(QCoreApplication::applicationVersion()), &dialog);
    title->setFont(uiFont(20, true));
    auto* words = new QLabel(
        StatesHelpDialog::tr("Shows every TCP connection of this computer as it moves through the "
                             "states of RFC 9293.\n\nSynoptic is free software under the GNU "
                             "General Public License, version 3 or later. It comes without any "
                             "warranty.\n\nBuilt with Qt %1 and QCustomPlot.")
            .arg(QLatin1String(qVersion())),
        &dialog);
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    words->setMinimumWidth(360);
    auto* text = new QVBoxLayout;
    text->addWidget(title);
    text->addWidget(words);
    auto* row = new QHBoxLayout;
    row->setSpacing(20);
    row->addWidget(icon, 0, Qt::AlignTop);
    row->addLayout(text);
    auto* column = new QVBoxLayout(&dialog);
    column->setContentsMargins(24, 24, 24, 16);
    column->addLayout(row);
    column->addWidget(closeButton(&dialog));
    dialog.exec();
}

} // namespace synoptic
