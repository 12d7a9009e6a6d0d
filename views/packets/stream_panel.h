// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/stream_reader.h"
#include "model/tracking/connection_detail.h"
#include "views/packets/stream_saver.h"

#include <QWidget>

#include <optional>

class QBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace synoptic {

class PacketDetails;
class SegmentedControl;
class StreamEnds;
class StreamView;

/// What the two ends of a connection said, from its packets: as text or hexadecimal, to be
/// searched, copied and saved. For a dock or a window of its own.
class StreamPanel : public QWidget {
    Q_OBJECT

public:
    /// What a file is to hold.
    enum class Saved { ClientBytes, ServerBytes, Text };

    explicit StreamPanel(QWidget* parent = nullptr);

    /// Null for none. Lives longer than the panel, or until it is set to null.
    void setPackets(PacketDetails* packets);
    using QWidget::show;
    /// Shows this connection; call it again as it changes. `detail` tells which end is the client.
    void show(const ConnectionSnapshot& connection, const std::optional<ConnectionDetail>& detail);
    /// No connection is chosen.
    void clear();
    /// 0: none.
    ConnectionKey shownKey() const { return connection_ ? connection_->key : 0; }
    /// Both ends, for a title.
    QString subject() const;

    /// Where the file dialog begins; empty: the user's documents.
    void setSaveFolder(const QString& folder) { saveFolder_ = folder; }
    /// Asks where to, then saveTo().
    void saveAs(Saved what);
    /// Writes the whole conversation in the background, however much of it is shown.
    void saveTo(const QString& path, Saved what);

    StreamView* view() const { return view_; }
    QLineEdit* findField() const { return find_; }

    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void packetChosen(synoptic::PacketNumber number);
    /// A file is there; `missing` bytes were not captured and are not in it.
    void saved(const QString& path, quint64 missing);
    void saveFailed(const QString& path, const QString& reason);
    /// A short word on something done, for a toast.
    void told(const QString& words);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeTools();
    void makeLayout();
    void fillSaveMenu();
    void retranslate();
    void showState();
    QString emptyWords() const;
    QString notes() const;
    void showMatches();
    void showTools();
    void copy();
    Endpoint endpointOf(EndIndex end) const;
    bool takesKey(const QKeyEvent& key) const;

    StreamReader* reader_;
    StreamSaver* saver_;
    StreamView* view_;
    StreamEnds* ends_;
    SegmentedControl* form_;
    SegmentedControl* direction_;
    QLineEdit* find_;
    QLabel* matches_;
    QToolButton* previous_;
    QToolButton* next_;
    QToolButton* copy_;
    QPushButton* save_;
    QBoxLayout* tools_;
    QStackedWidget* pages_;
    QLabel* empty_;
    QWidget* foot_;
    QLabel* notes_;
    QPushButton* more_;

    std::optional<ConnectionSnapshot> connection_;
    EndIndex client_ = 0;
    QString saveFolder_;
};

} // namespace synoptic
