// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/connection_filter.h"
#include "model/items/packet_fields_model.h"
#include "tests/sources/loaded_capture.h"
#include "views/common/segmented_control.h"
#include "views/packets/bytes_view.h"
#include "views/packets/field_tree.h"
#include "views/packets/packet_filter_field.h"
#include "views/packets/packet_table_view.h"
#include "views/packets/packets_panel.h"
#include "views/theme/theme_manager.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDir>
#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSplitter>
#include <QTest>
#include <QTranslator>

#include <map>

using namespace synoptic;
using namespace synoptic::test;
using Model = PacketTableModel;

namespace {

/// A panel over a capture, wired as the window wires it.
class Fixture {
public:
    explicit Fixture(const char* sample, QSize size = {1200, 700})
        : capture(LoadedCapture::sample(sample)) {
        for (const ConnectionSnapshot& c : capture.changes.changed) {
            if (c.wire.flow == kNoFlow)
                continue;
            snapshots[c.wire.flow] = c;
            if (const auto detail = capture.detail(c.key))
                for (const WireEnd& end : detail->ends)
                    bases[{c.wire.flow, end.index}] = end.baseSequence;
        }
        panel = std::make_unique<PacketsPanel>(
            &details,
            PacketConnections{[this](FlowNumber flow) {
                                  const auto found = snapshots.find(flow);
                                  return found == snapshots.end() ? nullptr : &found->second;
                              },
                              [this](FlowNumber flow, EndIndex end) {
                                  const auto found = bases.find({flow, end});
                                  return found == bases.end() ? std::nullopt : found->second;
                              }});
        panel->resize(size);
        panel->show();
        QApplication::setActiveWindow(panel.get());
        QVERIFY(QTest::qWaitForWindowExposed(panel.get()));
        details.setHistory(capture.history());
    }

    PacketTableView* table() { return panel->table(); }
    Model* model() { return panel->model(); }
    QPoint cell(int row, int column = Model::Flags) {
        return table()->visualRect(model()->index(row, column)).center();
    }
    void click(int row, int column = Model::Flags) {
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, cell(row, column));
    }
    /// Chooses a packet by a click and waits for its bytes.
    void open(int row) {
        const PacketNumber number = model()->numberAt(row);
        click(row);
        QCOMPARE(panel->selectedPacket(), number);
        QTRY_VERIFY(panel->bytes()->bytes().size() > 0 && shownNumber() == number);
    }
    PacketNumber shownNumber() { return panel->findChild<PacketContent*>()->number(); }
    const PacketFields& fields() {
        return static_cast<PacketFieldsModel*>(panel->tree()->model())->fields();
    }
    QStringList flags() {
        QStringList list;
        for (int row = 0; row < model()->rowCount(); ++row)
            list << model()->index(row, Model::Flags).data().toString();
        return list;
    }
    /// The texts of labels in sight.
    QString words() {
        QStringList list;
        for (const QLabel* label : panel->findChildren<QLabel*>())
            if (label->isVisible())
                list << label->text();
        return list.join(QLatin1Char('\n'));
    }
    QMenu* menuAt(int row) {
        QContextMenuEvent event(QContextMenuEvent::Mouse, cell(row),
                                table()->viewport()->mapToGlobal(cell(row)));
        QApplication::sendEvent(table()->viewport(), &event);
        return panel->findChildren<QMenu*>().isEmpty() ? nullptr
                                                       : panel->findChildren<QMenu*>().constFirst();
    }
    static QAction* action(QMenu* menu, const QString& text) {
        for (QAction* found : menu->actions())
            if (found->text() == text)
                return found;
        return nullptr;
    }
    /// A picture of what the test sees, where SYNOPTIC_TEST_PICTURES names a folder.
    void picture(const char* name) {
        const QString folder = qEnvironmentVariable("SYNOPTIC_TEST_PICTURES");
        if (folder.isEmpty())
            return;
        QTest::qWait(100);
        panel->grab().save(
            QDir(folder).filePath(QString::fromLatin1(name) + QStringLiteral(".png")));
    }

    LoadedCapture capture;
    PacketDetails details;
    std::map<FlowNumber, ConnectionSnapshot> snapshots;
    std::map<std::pair<FlowNumber, EndIndex>, std::optional<std::uint32_t>> bases;
    std::unique_ptr<PacketsPanel> panel;
};

/// Pixels of exactly that colour.
int count(const QImage& image, const QRect& area, const QColor& color) {
    int found = 0;
    for (int y = area.top(); y <= area.bottom(); ++y)
        for (int x = area.left(); x <= area.right(); ++x)
            found += image.rect().contains(x, y) && image.pixelColor(x, y) == color ? 1 : 0;
    return found;
}

} // namespace

class TestPacketsPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::clipboard()->clear(); }
    void cleanup() { themes_.setChoice(ThemeChoice::Light); }
    void aClickShowsFieldsAndBytes();
    void keysMoveThroughPackets();
    void aFieldLightsItsBytes();
    void aByteChoosesItsField();
    void keysMoveThroughBytes();
    void theSameFieldStaysChosen();
    void copiesBytes();
    void copiesRowsAndCells();
    void showsOneConnection();
    void filtersAsOneTypes();
    void wrongWordsAreTold();
    void offersWords();
    void saysWhyThereIsNothing();
    void aPacketChosenElsewhere();
    void aPacketOfAnotherConnection();
    void doubleClickChoosesTheConnection();
    void menuOffersWhatFits();
    void filterTermsAreValid();
    void troubleIsTinted();
    void relativeNumbersCanBeSwitchedOff();
    void staysAtTheEndWhereOneIs();
    void rowsInSightStayAsOldOnesLeave();
    void columnsMakeRoom();
    void fitsAnyShape();
    void longRowsScroll();
    void speaksTheLanguageChosen();

private:
    ThemeManager themes_;
};

void TestPacketsPanel::aClickShowsFieldsAndBytes() {
    Fixture f("tcpdump-print-flags.pcap");
    QCOMPARE(f.model()->rowCount(), 10);
    QSignalSpy selected(f.panel.get(), &PacketsPanel::packetSelected);
    f.open(3);
    QCOMPARE(selected.count(), 1);
    QCOMPARE(selected[0][0].toULongLong(), 3U);
    f.picture("packets-light");
    themes_.setChoice(ThemeChoice::Dark);
    f.picture("packets-dark");
}

void TestPacketsPanel::keysMoveThroughPackets() {
    Fixture f("tcpdump-resp-15-connections-sll.pcap");
    QSignalSpy selected(f.panel.get(), &PacketsPanel::packetSelected);
    f.click(0);
    QTest::keyClick(f.table(), Qt::Key_Down);
    QTest::keyClick(f.table(), Qt::Key_Down);
    QCOMPARE(f.panel->selectedPacket(), 2U);
    QTest::keyClick(f.table(), Qt::Key_End);
    QCOMPARE(f.panel->selectedPacket(), 149U);
    QCOMPARE(f.table()->lastVisibleRow(), 149);
    f.table()->verticalScrollBar()->setValue(f.table()->verticalScrollBar()->maximum());
    QCOMPARE(f.table()->visualRect(f.model()->index(149, 0)).bottom() + 1,
             f.table()->viewport()->height());
    const int page = f.table()->viewport()->height() / PacketTableView::kRowHeight - 1;
    QTest::keyClick(f.table(), Qt::Key_PageUp);
    QCOMPARE(f.panel->selectedPacket(), PacketNumber(149 - page));
    QTest::keyClick(f.table(), Qt::Key_Home);
    QCOMPARE(f.panel->selectedPacket(), 0U);
    QCOMPARE(f.table()->firstVisibleRow(), 0);
    QTest::keyClick(f.table(), Qt::Key_Up);
    QCOMPARE(f.panel->selectedPacket(), 0U);
    QCOMPARE(selected.count(), 6);
    QVERIFY(f.table()->accessibleDescription().contains(QLatin1String("SYN")));
    // A letter would have to be looked for in every row.
    QTest::keyClick(f.table(), Qt::Key_9);
    QCOMPARE(f.panel->selectedPacket(), 0U);
    QTest::keyClick(f.table(), Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(f.table()->selectionModel()->selectedRows().size(), 2);
}

void TestPacketsPanel::aFieldLightsItsBytes() {
    Fixture f("tcpdump-print-flags.pcap");
    f.open(3);
    const int window = f.fields().find("tcp.window_size_value");
    const PacketField field = f.fields()[window];
    const QModelIndex index =
        static_cast<PacketFieldsModel*>(f.panel->tree()->model())->indexOf(window);
    f.panel->tree()->scrollTo(index);
    QTest::mouseClick(f.panel->tree()->viewport(), Qt::LeftButton, {},
                      f.panel->tree()->visualRect(index).center());
    BytesView* bytes = f.panel->bytes();
    QCOMPARE(bytes->highlightBegin(), field.begin);
    QCOMPARE(bytes->highlightEnd(), field.end);
    QVERIFY(f.words().contains(
        QStringLiteral("Bytes %1 to %2 of 268 · Window").arg(field.begin).arg(field.end - 1)));
    QVERIFY(bytes->accessibleDescription().contains(QString::number(field.begin)));
    for (const bool text : {false, true}) {
        QVERIFY(bytes->viewport()->rect().contains(bytes->rectOf(field.begin, text)));
        QVERIFY(count(bytes->viewport()->grab().toImage(), bytes->rectOf(field.begin, text),
                      lightTheme().selection) > 30);
    }
    // The rest of its header is shaded, what stands before it is not.
    const QImage image = bytes->viewport()->grab().toImage();
    QVERIFY(count(image, bytes->rectOf(field.begin - 1), lightTheme().header) > 30);
    QCOMPARE(count(image, bytes->rectOf(20), lightTheme().header), 0);
    f.picture("packets-field");
    themes_.setChoice(ThemeChoice::Dark);
    QTRY_VERIFY(count(bytes->viewport()->grab().toImage(), bytes->rectOf(field.begin),
                      darkTheme().selection) > 30);
    f.picture("packets-field-dark");
}

void TestPacketsPanel::aByteChoosesItsField() {
    Fixture f("tcpdump-print-flags.pcap");
    f.open(3);
    BytesView* bytes = f.panel->bytes();
    const auto chosenKey = [&] {
        const int field = f.panel->tree()->currentField();
        return field < 0 ? QByteArray() : QByteArray(f.fields()[field].key);
    };
    const auto click = [&](std::uint32_t byte, bool text) {
        QTest::mouseClick(bytes->viewport(), Qt::LeftButton, {},
                          bytes->rectOf(byte, text).center());
    };
    click(12, false);
    QCOMPARE(chosenKey(), QByteArray("eth.type"));
    click(34 + 13, true);
    QCOMPARE(chosenKey(), QByteArray("tcp.flags"));
    click(22, false); // in a layer that was closed
    QCOMPARE(chosenKey(), QByteArray("ip.ttl"));
    QVERIFY(f.panel->tree()->isExpanded(f.panel->tree()->currentIndex().parent()));
    QCOMPARE(bytes->highlightBegin(), 22U);
    QCOMPARE(bytes->highlightEnd(), 23U);
    click(70, true);
    QVERIFY(chosenKey().startsWith("http."));
    // Beside the bytes there is none.
    QCOMPARE(bytes->byteAt({2, 2}), -1);
    QCOMPARE(bytes->byteAt({bytes->viewport()->width() - 1, 50}), -1);
    for (std::uint32_t byte = 0; byte < 268; ++byte) {
        QCOMPARE(bytes->byteAt(bytes->rectOf(byte).center()), int(byte));
        QCOMPARE(bytes->byteAt(bytes->rectOf(byte, true).center()), int(byte));
    }
}

void TestPacketsPanel::keysMoveThroughBytes() {
    Fixture f("tcpdump-print-flags.pcap");
    f.open(3);
    BytesView* bytes = f.panel->bytes();
    QSignalSpy chosen(bytes, &BytesView::byteChosen);
    QTest::mouseClick(bytes->viewport(), Qt::LeftButton, {}, bytes->rectOf(0).center());
    const auto at = [&] { return chosen.last()[0].toUInt(); };
    QTest::keyClick(bytes, Qt::Key_Right);
    QCOMPARE(at(), 1U);
    QTest::keyClick(bytes, Qt::Key_Down);
    QCOMPARE(at(), 1U + std::uint32_t(bytes->bytesPerRow()));
    QTest::keyClick(bytes, Qt::Key_End);
    QCOMPARE(at(), 2U * std::uint32_t(bytes->bytesPerRow()) - 1);
    QTest::keyClick(bytes, Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(at(), 267U);
    QVERIFY(bytes->viewport()->rect().intersects(bytes->rectOf(267)));
    QTest::keyClick(bytes, Qt::Key_Right);
    QCOMPARE(at(), 267U);
    QTest::keyClick(bytes, Qt::Key_Home, Qt::ControlModifier);
    QCOMPARE(at(), 0U);
    QTest::keyClick(bytes, Qt::Key_Left);
    QTest::keyClick(bytes, Qt::Key_Up);
    QCOMPARE(at(), 0U);
    QTest::keyClick(bytes, Qt::Key_PageDown);
    QVERIFY(at() >= std::uint32_t(bytes->bytesPerRow()));
    QTest::keyClick(bytes, Qt::Key_Home, Qt::ControlModifier);
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(bytes, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(bytes->highlightBegin(), 0U);
    QCOMPARE(bytes->highlightEnd(), 4U);
    QTest::keyClick(bytes, Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(bytes->highlightEnd(), 268U);
}

void TestPacketsPanel::theSameFieldStaysChosen() {
    Fixture f("tcpdump-print-flags.pcap");
    f.open(3);
    f.panel->tree()->selectField(f.fields().find("ip.ttl"));
    QTest::keyClick(f.table(), Qt::Key_Down);
    QTRY_COMPARE(f.shownNumber(), 4U);
    QCOMPARE(f.panel->tree()->currentField(), f.fields().find("ip.ttl"));
    QCOMPARE(f.panel->bytes()->highlightBegin(), 22U);
    QVERIFY(f.panel->tree()->isExpanded(f.panel->tree()->currentIndex().parent()));
    // What a person closed stays closed, what was opened stays open.
    f.panel->tree()->collapse(
        static_cast<PacketFieldsModel*>(f.panel->tree()->model())->indexOf(f.fields().find("tcp")));
    f.open(5);
    const auto isOpen = [&](const char* key) {
        return f.panel->tree()->isExpanded(static_cast<PacketFieldsModel*>(f.panel->tree()->model())
                                               ->indexOf(f.fields().find(key)));
    };
    QVERIFY(!isOpen("tcp") && isOpen("ip") && isOpen("http") && !isOpen("eth"));
    // A field that the next one has not.
    f.open(3);
    f.panel->tree()->selectField(f.fields().find("http.request.method"));
    QVERIFY(f.panel->tree()->currentField() >= 0);
    f.open(4);
    QCOMPARE(f.panel->tree()->currentField(), -1);
    QCOMPARE(f.panel->bytes()->highlightEnd(), 0U);
}

void TestPacketsPanel::copiesBytes() {
    Fixture f("tcpdump-print-flags.pcap");
    f.open(3);
    BytesView* bytes = f.panel->bytes();
    const auto clipboard = [] { return QApplication::clipboard()->text(); };
    f.panel->tree()->selectField(f.fields().find("ip.src"));
    QTest::keyClick(bytes, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(clipboard(), QStringLiteral("7f 00 00 01"));
    f.panel->tree()->selectField(f.fields().find("http.request.method"));
    bytes->copyText();
    QCOMPARE(clipboard(), QStringLiteral("GET"));
    f.panel->tree()->selectField(f.fields().find("http"));
    bytes->copyText();
    QVERIFY(clipboard().startsWith(QLatin1String("GET / HTTP/1.1\nHost: ")));
    QTest::keyClick(f.panel->tree(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(clipboard(), QStringLiteral("HTTP: GET / HTTP/1.1"));
    // A range that is drawn by hand.
    QTest::mousePress(bytes->viewport(), Qt::LeftButton, {}, bytes->rectOf(12).center());
    QTest::mouseMove(bytes->viewport(), bytes->rectOf(14).center());
    QTest::mouseRelease(bytes->viewport(), Qt::LeftButton, {}, bytes->rectOf(14).center());
    if (bytes->highlightEnd() == 15) // the platform sends moves with the button held
        QCOMPARE(QString::fromLatin1(bytes->chosenBytes().toHex()), QStringLiteral("080045"));
    // From the menu of the table: the packet that is meant, whichever was shown before.
    QMenu* copy = Fixture::action(f.menuAt(0), QStringLiteral("Copy"))->menu();
    Fixture::action(copy, QStringLiteral("Bytes as hex"))->trigger();
    QTRY_COMPARE(clipboard().size(), 74 * 3 - 1);
    QCOMPARE(f.panel->selectedPacket(), 0U);
}

void TestPacketsPanel::copiesRowsAndCells() {
    Fixture f("tcpdump-print-flags.pcap");
    f.open(1);
    QTest::keyClick(f.table(), Qt::Key_C, Qt::ControlModifier);
    const QStringList cells = QApplication::clipboard()->text().split(QLatin1Char('\t'));
    QVERIFY(cells.size() >= 8);
    QCOMPARE(cells[0], QStringLiteral("2"));
    QVERIFY(cells.contains(QStringLiteral("SYN+ACK")));
    f.table()->copyCell();
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("SYN+ACK"));
    QTest::keyClick(f.table(), Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(f.table(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text().count(QLatin1Char('\n')), 1);
}

void TestPacketsPanel::showsOneConnection() {
    Fixture f("tcpdump-resp-15-connections-sll.pcap");
    const ConnectionSnapshot& third = std::next(f.snapshots.begin(), 2)->second;
    QTest::mouseClick(f.panel->modes()->segment(1), Qt::LeftButton);
    QVERIFY(f.words().contains(QLatin1String("Select a connection")));
    f.panel->showConnection(&third);
    QTRY_COMPARE(f.model()->rowCount(), 10);
    QVERIFY(f.table()->isVisible());
    QVERIFY(f.table()->isColumnHidden(Model::Source));
    QVERIFY(!f.table()->isColumnHidden(Model::Acknowledgment));
    const PacketNumber second = f.model()->numberAt(1);
    f.open(1);
    // The chosen packet keeps its place among all.
    QTest::mouseClick(f.panel->modes()->segment(0), Qt::LeftButton);
    QCOMPARE(f.model()->rowCount(), 150);
    QCOMPARE(f.table()->currentPacket(), second);
    QVERIFY(f.table()->firstVisibleRow() <= int(second) &&
            f.table()->lastVisibleRow() >= int(second));
    QVERIFY(!f.table()->isColumnHidden(Model::Source));
    f.panel->setMode(PacketsPanel::Mode::Connection);
    QTRY_COMPARE(f.table()->currentPacket(), second);
    f.picture("packets-connection");
    f.panel->showConnection(nullptr);
    QVERIFY(f.words().contains(QLatin1String("Select a connection")));
    ConnectionSnapshot unseen = third;
    unseen.wire = {};
    f.panel->showConnection(&unseen);
    QVERIFY(f.words().contains(QLatin1String("No packet of this connection was captured")));
}

void TestPacketsPanel::filtersAsOneTypes() {
    Fixture f("gopacket-test300.pcapng");
    QCOMPARE(f.model()->rowCount(), 32);
    QTest::keyClicks(f.panel->filterField()->edit(), QStringLiteral("rst"));
    QTRY_COMPARE(f.model()->rowCount(), 3);
    QVERIFY(f.words().contains(QLatin1String("3 of 32")));
    QVERIFY(!f.flags().contains(QStringLiteral("ACK")));
    f.picture("packets-filter");
    QTest::keyClicks(f.panel->filterField()->edit(), QStringLiteral(" udp"));
    QTRY_VERIFY(f.words().contains(QLatin1String("No packets match")));
    QVERIFY(!f.table()->isVisible());
    QPushButton* clear = nullptr;
    for (QPushButton* button : f.panel->findChildren<QPushButton*>())
        if (button->isVisible())
            clear = button;
    QVERIFY(clear);
    QTest::mouseClick(clear, Qt::LeftButton);
    QTRY_COMPARE(f.model()->rowCount(), 32);
    QVERIFY(f.table()->isVisible());
    QTest::keyClicks(f.panel->filterField()->edit(), QStringLiteral("fin"));
    QTRY_VERIFY(f.model()->rowCount() < 32);
    QTest::keyClick(f.panel->filterField()->edit(), Qt::Key_Escape);
    QTest::keyClick(f.panel->filterField()->edit(), Qt::Key_Escape); // the first closed the list
    QTRY_COMPARE(f.model()->rowCount(), 32);
}

void TestPacketsPanel::wrongWordsAreTold() {
    Fixture f("gopacket-test300.pcapng");
    f.panel->filterField()->setText(QStringLiteral("rst"));
    QTRY_COMPARE(f.model()->rowCount(), 3);
    f.panel->filterField()->setText(QStringLiteral("rst <b>bold"));
    QTRY_VERIFY(f.words().contains(QStringLiteral("“<b>bold” is no condition")));
    QCOMPARE(f.panel->filterField()->verdict().kind, FilterVerdict::Kind::Invalid);
    QCOMPARE(f.model()->rowCount(), 3); // as before
    f.picture("packets-wrong-filter");
}

void TestPacketsPanel::offersWords() {
    Fixture f("gopacket-test300.pcapng");
    FilterEdit* edit = f.panel->filterField()->edit();
    edit->setFocus();
    QTest::keyClicks(edit, QStringLiteral("retr"));
    QTRY_VERIFY(QApplication::activePopupWidget());
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Tab);
    QCOMPARE(edit->text(), QStringLiteral("retransmission "));
    QTRY_COMPARE(f.model()->rowCount(), 2);
}

void TestPacketsPanel::saysWhyThereIsNothing() {
    PacketDetails details;
    PacketsPanel panel(&details, {});
    panel.resize(900, 300);
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    const auto words = [&] {
        QStringList list;
        for (const QLabel* label : panel.findChildren<QLabel*>())
            if (label->isVisible())
                list << label->text();
        return list.join(QLatin1Char('\n'));
    };
    QVERIFY(words().contains(QLatin1String("State polling only: sequence numbers unavailable")));
    QVERIFY(words().contains(QLatin1String("Open a capture file")));
    if (!qEnvironmentVariable("SYNOPTIC_TEST_PICTURES").isEmpty())
        panel.grab().save(qEnvironmentVariable("SYNOPTIC_TEST_PICTURES") +
                          QStringLiteral("/packets-none.png"));
    struct Empty : PacketHistory {
        Empty() : PacketHistory(1000, PacketIndex::WhenFull::Stop) {}
        std::unique_ptr<PacketStore> openStore() const override { return nullptr; }
    };
    auto history = std::make_shared<Empty>();
    details.setHistory(history);
    QVERIFY(words().contains(QLatin1String("No packets yet")));
    IndexedPacket packet;
    history->index().append(packet);
    history->index().publish();
    details.refresh();
    QVERIFY(panel.table()->isVisible());
    // Its bytes are out of reach: that is told, and a filter says so too.
    QTest::mouseClick(panel.table()->viewport(), Qt::LeftButton, {},
                      panel.table()->visualRect(panel.model()->index(0, 0)).center());
    QTRY_VERIFY(words().contains(QLatin1String("The packet's bytes cannot be read any more")));
    panel.filterField()->setText(QStringLiteral("tcp"));
    QTRY_VERIFY(words().contains(QLatin1String("The packets could not be looked through")));
}

void TestPacketsPanel::aPacketChosenElsewhere() {
    Fixture f("tcpdump-resp-15-connections-sll.pcap");
    QSignalSpy selected(f.panel.get(), &PacketsPanel::packetSelected);
    f.panel->selectPacket(100);
    QCOMPARE(f.table()->currentPacket(), 100U);
    QVERIFY(f.table()->firstVisibleRow() < 100 && f.table()->lastVisibleRow() > 100);
    QTRY_COMPARE(f.shownNumber(), 100U);
    QCOMPARE(selected.count(), 0); // no echo
    f.panel->filterField()->setText(QStringLiteral("syn"));
    QTRY_VERIFY(f.model()->rowCount() < 150 && !f.model()->isSearching());
    // One that the filter hides is shown all the same, below.
    f.panel->selectPacket(3);
    QCOMPARE(f.table()->currentPacket(), kNoPacket);
    QTRY_COMPARE(f.shownNumber(), 3U);
    f.panel->filterField()->setText({});
    QCOMPARE(f.table()->currentPacket(), 3U);
    f.panel->selectPacket(kNoPacket);
    QCOMPARE(f.table()->currentPacket(), kNoPacket);
    QVERIFY(f.panel->bytes()->bytes().isEmpty());
}

void TestPacketsPanel::aPacketOfAnotherConnection() {
    Fixture f("tcpdump-resp-15-connections-sll.pcap");
    f.panel->setMode(PacketsPanel::Mode::Connection);
    f.panel->showConnection(&f.snapshots.begin()->second);
    QTRY_COMPARE(f.model()->rowCount(), 10);
    f.panel->selectPacket(f.model()->numberAt(4));
    QCOMPARE(f.panel->mode(), PacketsPanel::Mode::Connection);
    f.panel->selectPacket(140);
    QCOMPARE(f.panel->mode(), PacketsPanel::Mode::All);
    QCOMPARE(f.table()->currentPacket(), 140U);
}

void TestPacketsPanel::doubleClickChoosesTheConnection() {
    Fixture f("tcpdump-resp-15-connections-sll.pcap");
    QSignalSpy chosen(f.panel.get(), &PacketsPanel::connectionChosen);
    f.click(5);
    QTest::mouseDClick(f.table()->viewport(), Qt::LeftButton, {}, f.cell(5));
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen[0][0].toULongLong(), f.model()->connectionOf(PacketNumber{5})->key);
    f.snapshots.clear();
    f.click(6);
    QTest::mouseDClick(f.table()->viewport(), Qt::LeftButton, {}, f.cell(6));
    QCOMPARE(chosen.count(), 1);
}

void TestPacketsPanel::menuOffersWhatFits() {
    Fixture f("tcpdump-print-flags.pcap");
    QSignalSpy follow(f.panel.get(), &PacketsPanel::followStreamRequested);
    QSignalSpy ladder(f.panel.get(), &PacketsPanel::ladderRequested);
    QMenu* menu = f.menuAt(2);
    QVERIFY(menu);
    const ConnectionKey key = f.snapshots.begin()->second.key;
    Fixture::action(menu, QStringLiteral("Follow stream"))->trigger();
    QCOMPARE(follow[0][0].toULongLong(), key);
    Fixture::action(menu, QStringLiteral("Show in ladder"))->trigger();
    QCOMPARE(ladder[0][0].toULongLong(), key);
    QCOMPARE(ladder[0][1].toULongLong(), 2U);
    delete menu;
    f.snapshots.clear();
    menu = f.menuAt(2);
    QVERIFY(!Fixture::action(menu, QStringLiteral("Follow stream"))->isEnabled());
}

void TestPacketsPanel::filterTermsAreValid() {
    for (const char* sample : {"tcpdump-print-flags.pcap", "community-id-ipv6.pcap"}) {
        Fixture f(sample);
        QSignalSpy chosen(f.panel.get(), &PacketsPanel::filterTermChosen);
        QMenu* filter = Fixture::action(f.menuAt(0), QStringLiteral("Apply as filter"))->menu();
        for (QAction* action : filter->actions())
            if (!action->isSeparator())
                action->trigger();
        QCOMPARE(chosen.count(), 5);
        for (const auto& call : chosen) {
            const auto parsed = ConnectionFilter::parse(call[0].toString());
            QVERIFY2(parsed.verdict == FilterParseResult::Verdict::Valid,
                     qUtf8Printable(parsed.message));
            ConnectionNames names;
            QVERIFY(parsed.filter.matches(f.snapshots.begin()->second, {Timestamp(), names}));
        }
    }
}

void TestPacketsPanel::troubleIsTinted() {
    Fixture f("gopacket-test300.pcapng", {1200, 1000});
    f.panel->filterField()->setText(QStringLiteral("spurious-retransmission"));
    QTRY_COMPARE(f.model()->rowCount(), 2);
    const auto ground = [&](int row, const QColor& color) {
        const QRect rect = f.table()->visualRect(f.model()->index(row, Model::Number));
        return count(f.table()->viewport()->grab().toImage(), rect, color);
    };
    QVERIFY(ground(0, lightTheme().warning.background) > 500);
    QVERIFY(f.model()
                ->index(0, Model::Info)
                .data()
                .toString()
                .contains(QLatin1String("retransmission")));
    f.click(0);
    QVERIFY(ground(0, lightTheme().selection) > 500); // told by words alone then
    themes_.setChoice(ThemeChoice::Dark);
    QTRY_VERIFY(ground(1, darkTheme().warning.background) > 500);
    f.panel->filterField()->setText(QStringLiteral("rst"));
    QTRY_COMPARE(f.model()->rowCount(), 3);
    const QRect flags = f.table()->visualRect(f.model()->index(1, Model::Flags));
    QTRY_VERIFY(count(f.table()->viewport()->grab().toImage(), flags, darkTheme().reset) > 3);
    f.panel->filterField()->setText({});
    themes_.setChoice(ThemeChoice::Light);
    f.table()->verticalScrollBar()->setValue(f.table()->verticalScrollBar()->maximum());
    f.picture("packets-trouble");
}

void TestPacketsPanel::relativeNumbersCanBeSwitchedOff() {
    Fixture f("tcpdump-print-flags.pcap");
    f.open(1);
    const auto sequence = [&] { return f.model()->index(1, Model::Sequence).data().toString(); };
    QTRY_COMPARE(sequence(), QStringLiteral("0"));
    QVERIFY(
        f.fields()[f.fields().find("tcp.seq_raw")].value.endsWith(QLatin1String("(relative 0)")));
    QTest::mouseClick(f.panel->relativeNumbers(), Qt::LeftButton, {}, QPoint(8, 14));
    QVERIFY(sequence().size() > 5);
    QTRY_VERIFY(!f.fields()[f.fields().find("tcp.seq_raw")].value.contains(QLatin1Char('(')));
}

namespace {

struct GrowingHistory : PacketHistory {
    GrowingHistory(std::uint64_t capacity, PacketIndex::WhenFull whenFull)
        : PacketHistory(capacity, whenFull) {}
    std::unique_ptr<PacketStore> openStore() const override {
        struct Store : PacketStore {
            bool at(std::uint64_t, CapturedFrame&) override { return false; }
        };
        return std::make_unique<Store>();
    }
    void grow(std::uint64_t count) {
        for (; count > 0; --count) {
            IndexedPacket packet;
            packet.kind = IndexedPacket::Kind::Tcp;
            index().append(packet);
        }
        index().publish();
    }
};

} // namespace

void TestPacketsPanel::staysAtTheEndWhereOneIs() {
    PacketDetails details;
    PacketsPanel panel(&details, {});
    panel.resize(900, 400);
    panel.show();
    auto history = std::make_shared<GrowingHistory>(1'000'000, PacketIndex::WhenFull::Stop);
    details.setHistory(history);
    history->grow(500);
    details.refresh();
    QCOMPARE(panel.table()->firstVisibleRow(), 0); // a file is read from its beginning
    panel.table()->verticalScrollBar()->setValue(panel.table()->verticalScrollBar()->maximum());
    history->grow(500);
    details.refresh();
    QCOMPARE(panel.table()->lastVisibleRow(), 999);
    panel.table()->verticalScrollBar()->setValue(2400);
    history->grow(500);
    details.refresh();
    QCOMPARE(panel.table()->firstVisibleRow(), 100);
    panel.setFollowing(true);
    QCOMPARE(panel.table()->lastVisibleRow(), 1499);
    history->grow(10);
    details.refresh();
    QCOMPARE(panel.table()->lastVisibleRow(), 1509);
}

void TestPacketsPanel::rowsInSightStayAsOldOnesLeave() {
    constexpr auto kChunk = PacketIndex::kChunkPackets;
    PacketDetails details;
    PacketsPanel panel(&details, {});
    panel.resize(900, 400);
    panel.show();
    auto history = std::make_shared<GrowingHistory>(2 * kChunk, PacketIndex::WhenFull::DropOldest);
    details.setHistory(history);
    history->grow(3 * kChunk);
    details.refresh();
    panel.table()->verticalScrollBar()->setValue(int(kChunk + 500) * PacketTableView::kRowHeight +
                                                 5);
    const PacketNumber first = panel.model()->numberAt(panel.table()->firstVisibleRow());
    QTest::mouseClick(panel.table()->viewport(), Qt::LeftButton, {}, QPoint(80, 50));
    const PacketNumber chosen = panel.selectedPacket();
    history->grow(100);
    details.refresh();
    QCOMPARE(panel.model()->numberAt(0), PacketNumber(kChunk));
    QCOMPARE(panel.model()->numberAt(panel.table()->firstVisibleRow()), first);
    QCOMPARE(panel.table()->currentPacket(), chosen);
    // The chosen one leaves too.
    history->grow(4 * kChunk);
    details.refresh();
    QCOMPARE(panel.model()->rowOf(chosen), -1);
    QCOMPARE(panel.table()->firstVisibleRow(), 0);
}

void TestPacketsPanel::columnsMakeRoom() {
    Fixture f("tcpdump-print-flags.pcap", {870, 500});
    const auto shown = [&](int column) { return !f.table()->isColumnHidden(column); };
    QVERIFY(!shown(Model::Window) && !shown(Model::Sequence) && shown(Model::Info));
    QVERIFY(f.table()->columnWidth(Model::Info) >= 160);
    QCOMPARE(f.table()->horizontalScrollBar()->maximum(), 0);
    f.panel->resize(1500, 500);
    QVERIFY(shown(Model::Window) && shown(Model::Sequence) && shown(Model::SinceLast));
    QCOMPARE(f.table()->horizontalScrollBar()->maximum(), 0);
    // What a person chose stays.
    QMenu menu;
    f.table()->fillColumnMenu(&menu);
    Fixture::action(&menu, QStringLiteral("Flags"))->trigger();
    QVERIFY(!shown(Model::Flags));
    f.panel->resize(870, 500);
    f.table()->fillColumnMenu(&menu);
    Fixture::action(&menu, QStringLiteral("Win"))->trigger();
    QVERIFY(shown(Model::Window) && !shown(Model::Flags));
    f.table()->fillColumnMenu(&menu);
    QVERIFY(!Fixture::action(&menu, QStringLiteral("No."))->isEnabled());
    menu.actions().constLast()->trigger();
    QVERIFY(!shown(Model::Window) && shown(Model::Flags));
}

void TestPacketsPanel::fitsAnyShape() {
    Fixture f("pcapplusplus-tls.pcap", {870, 245});
    f.open(0);
    auto* halves = f.panel->findChild<QSplitter*>(QString(), Qt::FindDirectChildrenOnly);
    QCOMPARE(halves->orientation(), Qt::Horizontal); // low: beside the table
    QVERIFY(f.table()->isVisible() && f.panel->tree()->isVisible());
    f.picture("packets-low");
    f.panel->resize(560, 700);
    QCOMPARE(halves->orientation(), Qt::Vertical);
    QTRY_COMPARE(f.panel->bytes()->bytesPerRow(), 16);
    f.picture("packets-narrow");
    QApplication::processEvents(); // in two lines the strip needs less width
    f.panel->resize(420, 600);
    QCOMPARE(f.panel->width(), 420);
    QTRY_COMPARE(f.panel->bytes()->bytesPerRow(), 8);
    f.picture("packets-narrower");
    f.panel->resize(1400, 800);
    QVERIFY(f.panel->bytes()->width() < f.panel->tree()->width() * 2);
    f.picture("packets-wide");
}

void TestPacketsPanel::longRowsScroll() {
    Fixture f("tcpdump-print-flags.pcap", {420, 500});
    QVERIFY(f.table()->horizontalScrollBar()->maximum() > 0);
    f.click(0, Model::Number);
    for (int i = 0; i < 12; ++i)
        QTest::keyClick(f.table(), Qt::Key_Right);
    QCOMPARE(f.table()->currentIndex().column(), int(Model::Info));
    QVERIFY(f.table()->horizontalScrollBar()->value() > 0);
    QCOMPARE(f.table()->indexAt(f.cell(2, Model::Info)), f.model()->index(2, Model::Info));
    QCOMPARE(f.table()->horizontalHeader()->offset(), f.table()->horizontalScrollBar()->value());
}

void TestPacketsPanel::speaksTheLanguageChosen() {
    struct Chinese : QTranslator {
        bool isEmpty() const override { return false; }
        QString translate(const char* context, const char* source, const char*,
                          int) const override {
            const auto found = texts.find({QByteArray(context), QByteArray(source)});
            return found == texts.end() ? QString() : found->second;
        }
        std::map<std::pair<QByteArray, QByteArray>, QString> texts;
    };
    Chinese chinese;
    const QString file = qEnvironmentVariable("SYNOPTIC_TEST_TRANSLATIONS");
    if (QFile table(file); !file.isEmpty() && table.open(QIODevice::ReadOnly)) {
        for (const QByteArray& line : table.readAll().split('\n')) {
            const QList<QByteArray> parts = line.split('\t');
            if (parts.size() == 3)
                chinese.texts[{parts[0], parts[1]}] = QString::fromUtf8(parts[2]);
        }
    }
    chinese.texts[{"FieldText", "Source port"}] = QStringLiteral("源端口");
    chinese.texts[{"synoptic::PacketsPanel", "All packets"}] = QStringLiteral("全部数据包");
    Fixture f("tcpdump-print-flags.pcap");
    f.open(3);
    QApplication::installTranslator(&chinese);
    const auto portName = [&] { return f.fields()[f.fields().find("tcp.srcport")].name; };
    QTRY_COMPARE(portName(), QStringLiteral("源端口")); // what was read is read again
    QCOMPARE(f.panel->modes()->segment(0)->text(), QStringLiteral("全部数据包"));
    f.panel->tree()->selectField(f.fields().find("tcp.flags"));
    f.picture("packets-zh");
    QApplication::removeTranslator(&chinese);
    QTRY_COMPARE(portName(), QStringLiteral("Source port"));
}

QTEST_MAIN(TestPacketsPanel)
#include "tst_packets_panel.moc"
