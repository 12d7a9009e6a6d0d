// SPDX-License-Identifier: GPL-3.0-or-later
// The report as a person asks for it: toolbar, dialog, file dialog, and what is in the file.
#include "tests/gui/window_fixture.h"
#include "views/common/banner.h"
#include "views/common/toast.h"
#include "views/report/report_dialog.h"
#include "views/window/window_actions.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTemporaryDir>
#include <QTimer>
#include <QToolButton>

using namespace synoptic;

namespace {

QString sample(const char* name) {
    return QStringLiteral(SYNOPTIC_TEST_DATA "/samples/") + QLatin1String(name);
}

QByteArray contents(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QJsonObject json(const QString& path) {
    return QJsonDocument::fromJson(contents(path)).object();
}

} // namespace

class ReportWindowTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    QString inFolder(const QString& name) const { return folder_.filePath(name); }

    /// Clicks Report, sets the dialog up, and saves to `path`.
    void save(WindowFixture& f, const QString& path,
              const std::function<void(ReportDialog&)>& setUp) {
        bool asked = false, named = false;
        QTimer robot;
        connect(&robot, &QTimer::timeout, this, [&] {
            QWidget* modal = QApplication::activeModalWidget();
            if (auto* dialog = qobject_cast<ReportDialog*>(modal); dialog && !asked) {
                asked = true;
                setUp(*dialog);
                for (QPushButton* button : dialog->findChildren<QPushButton*>()) {
                    if (button->property("primary").toBool())
                        QTest::mouseClick(button, Qt::LeftButton);
                }
            } else if (auto* files = qobject_cast<QFileDialog*>(modal); files && !named) {
                named = true;
                files->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"))->setText(path);
                QMetaObject::invokeMethod(files, "accept", Qt::QueuedConnection);
            }
        });
        robot.start(20);
        QAction* action = f.window->actions().saveReport;
        for (QToolButton* button : f.window->findChildren<QToolButton*>()) {
            if (button->defaultAction() == action)
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QVERIFY(asked && named);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path), 15000);
    }
    static void choose(ReportDialog& dialog, const char* combo, int index) {
        dialog.findChild<QComboBox*>(QLatin1String(combo))->setCurrentIndex(index);
    }

private Q_SLOTS:
    void aCaptureIsReportedAsTheCommandLineDoes() {
        WindowFixture f(Settings::inMemory(), false);
        QVERIFY(!f.window->actions().saveReport->isEnabled());
        f.session->openCapture(sample("tcpdump-bgp-4byte-asn.pcap"));
        QTRY_COMPARE(f.rows().rowCount(), 6);
        QVERIFY(f.window->actions().saveReport->isEnabled());
        const QString path = inFolder(QStringLiteral("all.json"));
        save(f, path, [](ReportDialog& d) { choose(d, "format", 3); });
        const QJsonObject report = json(path);
        QCOMPARE(report.value(QStringLiteral("connections")).toArray().size(), 6);
        QCOMPARE(report.value(QStringLiteral("about"))
                     .toObject()
                     .value(QStringLiteral("file"))
                     .toString(),
                 QStringLiteral("tcpdump-bgp-4byte-asn.pcap"));
        QTRY_VERIFY(f.window->toast()->isVisible());
    }

    void onlyWhatIsSelectedIsReported() {
        WindowFixture f(Settings::inMemory(), false);
        f.session->openCapture(sample("tcpdump-bgp-4byte-asn.pcap"));
        QTRY_COMPARE(f.rows().rowCount(), 6);
        f.table()->selectRow(2);
        const ConnectionSnapshot chosen = *f.rows().at(2);
        const QString path = inFolder(QStringLiteral("some.json"));
        save(f, path, [](ReportDialog& d) {
            choose(d, "format", 3);
            QTest::mouseClick(d.findChild<QRadioButton*>(QStringLiteral("selectedOnly")),
                              Qt::LeftButton, {}, QPoint(8, 8));
        });
        const QJsonArray connections = json(path).value(QStringLiteral("connections")).toArray();
        QCOMPARE(connections.size(), 1);
        QCOMPARE(connections.at(0).toObject().value(QStringLiteral("id")).toInt(),
                 int(chosen.wire.flow));
    }

    void aPageIsInTheLanguageAskedForAndTheWindowKeepsItsOwn() {
        WindowFixture f(Settings::inMemory(), false);
        f.languages.use(LanguageChoice::English);
        f.session->openCapture(sample("brimcap-loopback-null.pcap"));
        QTRY_COMPARE(f.rows().rowCount(), 6);
        const QString path = inFolder(QStringLiteral("page.html"));
        save(f, path, [](ReportDialog& d) { choose(d, "language", 1); });
        const QByteArray page = contents(path);
        QVERIFY(page.contains("<html lang=\"zh-CN\">"));
        QVERIFY(page.contains("客户端")); // in a ladder's head
        QCOMPARE(f.languages.choice(), LanguageChoice::English);
        QCOMPARE(QLocale().language(), QLocale::English);
    }

    void aRedactedReportOfThisComputerHidesItsNameAndKeepsPorts() {
        const Loopback loopback(2);
        WindowFixture f;
        QTRY_VERIFY(f.rowOf(loopback.clients[0]->localPort(), loopback.port()) >= 0);
        const QString path = inFolder(QStringLiteral("live.csv"));
        save(f, path, [](ReportDialog& d) {
            choose(d, "format", 2);
            QTest::mouseClick(d.findChild<QCheckBox*>(QStringLiteral("redact")), Qt::LeftButton, {},
                              QPoint(8, 8));
            QTest::keyClicks(d.findChild<QLineEdit*>(QStringLiteral("key")), QStringLiteral("k1"));
        });
        const QByteArray table = contents(path);
        QVERIFY(table.contains(QByteArray::number(loopback.port())));
        const QByteArray host = QSysInfo::machineHostName().toUtf8();
        QVERIFY(host.size() < 4 || !table.contains(host));
        QVERIFY(table.contains("host-"));
    }

    void aReportThatCannotBeSavedIsTold() {
        WindowFixture f(Settings::inMemory(), false);
        f.session->openCapture(sample("tcpdump-bgp-4byte-asn.pcap"));
        QTRY_COMPARE(f.rows().rowCount(), 6);
        ReportRequest request;
        request.path = QStringLiteral("/nonexistent/folder/report.pdf");
        request.format = ReportRequest::Format::Pdf;
        Q_EMIT f.window->reportRequested(request);
        QTRY_VERIFY(f.window->banners()->banner(QStringLiteral("save")));
    }

    void theDialogSaysWhatGoesWithWhat() {
        ReportDialog dialog({}, LanguageChoice::English);
        dialog.show();
        QVERIFY(!dialog.findChild<QRadioButton*>(QStringLiteral("selectedOnly"))->isEnabled());
        QVERIFY(!dialog.findChild<QLineEdit*>(QStringLiteral("key"))->isEnabled());
        QVERIFY(dialog.findChild<QComboBox*>(QStringLiteral("language"))->isEnabled());
        choose(dialog, "format", 2);
        QVERIFY(!dialog.findChild<QComboBox*>(QStringLiteral("language"))->isEnabled());
        dialog.findChild<QCheckBox*>(QStringLiteral("redact"))->click();
        QVERIFY(dialog.findChild<QLineEdit*>(QStringLiteral("key"))->isEnabled());
        // The longer note is not cut.
        const int buttons = dialog.findChild<QDialogButtonBox*>()->y();
        for (const QLabel* label : dialog.findChildren<QLabel*>())
            QVERIFY2(label->geometry().bottom() < buttons &&
                         label->height() >= label->heightForWidth(label->width()),
                     qPrintable(label->text()));
        QVERIFY(dialog.request().redact.has_value() && dialog.request().redact->isEmpty());
        if (const QString pictures = qEnvironmentVariable("SYNOPTIC_TEST_PICTURES");
            !pictures.isEmpty())
            dialog.grab().save(pictures + QStringLiteral("/report-dialog.png"));
    }
};

QTEST_MAIN(ReportWindowTest)
#include "tst_report_window.moc"
