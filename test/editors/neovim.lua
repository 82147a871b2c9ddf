-- Runs in a headless Neovim that has editors/neovim/fortios-debug.lua: opens every capture, asks about seed.log, edits it.
-- Writes what it found, and what failed, as JSON to the file of FORTIOS_RESULTS, then stops the server.
-- Milliseconds. A wait that takes longer than PATIENCE hangs.
local PATIENCE, STEP = 1000 * tonumber(os.getenv('FORTIOS_PATIENCE')), 20
local job = vim.json.decode(os.getenv('FORTIOS_JOB'))
local found = {}

local function wait(what, probe)
  local answer
  local function there()
    answer = probe()
    return answer
  end
  assert(vim.wait(PATIENCE, there, STEP), 'waited in vain for ' .. what)
  return answer
end

local function problems()
  return vim.tbl_map(function(one)
    local lines = vim.api.nvim_buf_get_text(0, one.lnum, one.col, one.end_lnum, one.end_col, {})
    return { line = one.lnum + 1, rule = one.code, text = table.concat(lines, '\n') }
  end, vim.diagnostic.get(0))
end

local function has(rule)
  return vim.iter(vim.diagnostic.get(0)):any(function(one) return one.code == rule end)
end

-- Puts the cursor on the first place of `text` in a line; counted from 1.
local function go(line, text)
  local column = vim.fn.getline(line):find(text, 1, true)
  vim.api.nvim_win_set_cursor(0, { line, column - 1 })
end

local function insertBefore(line, text, inserted)
  go(line, text)
  vim.api.nvim_put({ inserted }, 'c', false, false)
end

local function hover()
  vim.lsp.buf.hover()
  local window = wait('the hover', function()
    return vim.iter(vim.api.nvim_list_wins()):find(function(one)
      return vim.api.nvim_win_get_config(one).relative ~= ''
    end)
  end)
  local lines = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false)
  vim.api.nvim_win_close(window, true)
  return table.concat(lines, '\n')
end

local function named(symbols)
  return vim.tbl_map(function(one)
    local children = one.children or {}
    return { name = one.name, children = #children > 0 and named(children) or nil }
  end, symbols)
end

local function symbols()
  local params = { textDocument = vim.lsp.util.make_text_document_params() }
  local answers = vim.lsp.buf_request_sync(0, 'textDocument/documentSymbol', params, PATIENCE)
  local _, answer = next(answers)
  return named(answer.result)
end

local function references()
  local items
  vim.lsp.buf.references(nil, { on_list = function(list) items = list.items end })
  wait('the references', function() return items end)
  return vim.tbl_map(function(item)
    -- What is before and in these places is ASCII, so that their units are bytes.
    local range = item.user_data.range
    return { line = item.lnum, text = vim.fn.getline(item.lnum):sub(item.col, range['end'].character) }
  end, items)
end

-- Questions that were asked and have no answer yet.
local asked, system = 0, vim.system
vim.system = function(command, options, ended)
  if command[2] ~= 'detect' then return system(command, options, ended) end
  asked = asked + 1
  return system(command, options, function(answer)
    ended(answer)
    vim.schedule(function() asked = asked - 1 end)
  end)
end

local CHECKS = {
  { 'recognised', function()
    return vim.iter(job.files):filter(function(file)
      vim.cmd.edit(file)
      assert(asked > 0 and vim.bo.filetype ~= 'fortios-debug', 'the editor waited for the answer')
      wait('the answer', function() return asked == 0 end)
      return vim.bo.filetype == 'fortios-debug'
    end):totable()
  end },
  { 'problems', function()
    vim.cmd.edit(job.file)
    wait('the problems', function() return has(job.error.rule) end)
    return problems()
  end },
  { 'hover', function()
    go(job.error.line, job.error.text)
    return hover()
  end },
  { 'symbols', symbols },
  { 'references', function()
    go(job.reference.line, job.reference.text)
    return references()
  end },
  { 'edited', function()
    for _, edit in ipairs(job.edits) do insertBefore(edit.line, edit.before, edit.insert) end
    wait('the problems of the changed text', function() return not has(job.mended) end)
    return problems()
  end },
}

for _, check in ipairs(CHECKS) do
  local name, run = unpack(check)
  local good, answer = pcall(run)
  found[name] = good and { answer = answer } or { failed = tostring(answer) }
end
vim.fn.writefile({ vim.json.encode(found) }, os.getenv('FORTIOS_RESULTS'))

vim.lsp.stop_client(vim.lsp.get_clients())
wait('the end of the server', function() return #vim.lsp.get_clients() == 0 end)
vim.cmd('qall!')
