// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/packet_filter.h"
#include "views/table/filter_field.h"

#include <QTimer>

namespace synoptic {

/// The filter of the packet table: words for protocols, flags and analysis, offered as one types.
class PacketFilterField : public FilterField {
    Q_OBJECT

public:
    explicit PacketFilterField(QWidget* parent = nullptr);

    /// The answer is being looked for; 0 to 1, or less where it cannot be told how far it is.
    void setProgress(double progress);
    /// It was answered.
    void setDone();

Q_SIGNALS:
    /// A valid one, or none.
    void filterChosen(const PacketFilter& filter);

protected:
    QString hintText() const override;
    QString countsText(int shown, int total) const override;
    void changeEvent(QEvent* event) override;

private:
    void read();
    void offerWords(const QString& text, qsizetype cursor);

    QTimer typing_;
    PacketFilter filter_;
    bool searching_ = false;
    int percent_ = -1;
};

} // namespace synoptic
