// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/lesson.h"
#include "tests/sources/loaded_capture.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace synoptic;
using synoptic::test::LoadedCapture;

namespace {

const QString kFolder = QStringLiteral(SYNOPTIC_SOURCE_DIR "/resources/lessons/");

QByteArray contents(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray stateName(std::optional<TcpState> state) {
    return state ? QByteArray::fromStdString(std::string(name(*state))) : QByteArray("none");
}

} // namespace

class TestLesson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyStepSaysWhatThePacketsProve();
    void theCaptureIsWhatTheScriptWrites();
    void whatIsWrongIsSaid_data();
    void whatIsWrongIsSaid();
};

void TestLesson::everyStepSaysWhatThePacketsProve() {
    const auto [lesson, error] =
        readLesson(contents(kFolder + QStringLiteral("first-connection.json")));
    QVERIFY2(lesson, qPrintable(error));
    QVERIFY(lesson->title.in(QLocale(QLocale::Chinese)) != lesson->title.in(QLocale::c()));
    for (const LessonStep& step : lesson->steps) {
        LoadedCapture capture((kFolder + lesson->capture).toStdString(), {}, step.packets);
        QCOMPARE(capture.history()->index().view().size(), step.packets);
        QCOMPARE(capture.changes.changed.size(), 1U);
        const auto detail = capture.detail(capture.changes.changed.front().key);
        QVERIFY(detail);
        bool passed = step.edge == kNoEdge;
        for (const WireEnd& end : detail->ends) {
            std::optional<TcpState> state = end.firstState;
            for (const InferredTransition& t : end.transitions) {
                state = t.to;
                passed = passed || (end.isClient == step.edgeOfClient &&
                                    t.from == stateEdges()[step.edge].from &&
                                    t.to == stateEdges()[step.edge].to);
            }
            QVERIFY2(state == (end.isClient ? step.client : step.server),
                     "packet " + QByteArray::number(step.packets) +
                         (end.isClient ? ", client: " : ", server: ") + stateName(state));
        }
        QVERIFY2(passed, "no such transition by packet " + QByteArray::number(step.packets));
    }
    QCOMPARE(lesson->steps.back().packets, 15U);
}

void TestLesson::theCaptureIsWhatTheScriptWrites() {
    QTemporaryDir folder;
    const QString written = folder.filePath(QStringLiteral("lesson.pcapng"));
    QCOMPARE(QProcess::execute(QStringLiteral("python3"),
                               {QStringLiteral(SYNOPTIC_TEST_DATA "/make_lesson.py"), written}),
             0);
    QVERIFY(!contents(written).isEmpty());
    QCOMPARE(contents(written), contents(kFolder + QStringLiteral("first-connection.pcapng")));
}

void TestLesson::whatIsWrongIsSaid_data() {
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QString>("said");
    QTest::newRow("no JSON") << QByteArray("{") << QByteArray("[{") << QStringLiteral("not JSON");
    QTest::newRow("another folder") << QByteArray("\"first-c") << QByteArray("\"../first-c")
                                    << QStringLiteral("names no capture");
    QTest::newRow("no steps") << QByteArray("\"steps\"") << QByteArray("\"s\"")
                              << QStringLiteral("has no steps");
    QTest::newRow("backwards") << QByteArray("\"packets\": 2,") << QByteArray("\"packets\": 12,")
                               << QStringLiteral(
                                      "Step 3 of the lesson is wrong: its number of packets");
    QTest::newRow("one language") << QByteArray("\"en\": \"The client asks\"")
                                  << QByteArray("\"en\": \"\"")
                                  << QStringLiteral("missing in one language");
    QTest::newRow("no state") << QByteArray("\"client\": \"SYN-SENT\"")
                              << QByteArray("\"client\": \"SYN-LOST\"")
                              << QStringLiteral("names a state");
    QTest::newRow("no edge") << QByteArray("\"from\": \"CLOSED\"")
                             << QByteArray("\"from\": \"LAST-ACK\"")
                             << QStringLiteral("points at a transition");
    QTest::newRow("no end") << QByteArray("\"end\": \"client\"") << QByteArray("\"end\": \"me\"")
                            << QStringLiteral("which end");
}

void TestLesson::whatIsWrongIsSaid() {
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QString, said);
    QByteArray json = contents(kFolder + QStringLiteral("first-connection.json"));
    const auto at = json.indexOf(from);
    QVERIFY(at >= 0);
    json.replace(at, from.size(), to);
    const LessonResult result = readLesson(json);
    QVERIFY(!result.lesson);
    QVERIFY2(result.error.contains(said), qPrintable(result.error));
}

QTEST_GUILESS_MAIN(TestLesson)
#include "tst_lesson.moc"
