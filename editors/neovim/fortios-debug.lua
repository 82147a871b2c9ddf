-- Neovim 0.10 or newer: copy this to ~/.config/nvim/plugin/fortios-debug.lua. Needs fortios-debug on the PATH.
-- Made by npm run generate from scripts/editors.mjs.

vim.filetype.add({ extension = { fgtlog = 'fortios-debug', ftklog = 'fortios-debug', fortilog = 'fortios-debug' } })

-- Extensions of files whose content is looked at; the empty one is that of a file without any.
local asked = { [''] = true, log = true, txt = true, out = true }

-- With its path and extension, as Windows starts no other.
local function program()
  local path = vim.fn.exepath('fortios-debug')
  return path == '' and 'fortios-debug' or path
end

-- Asks whether the content of a file is a capture. Nothing waits for the answer.
vim.api.nvim_create_autocmd('BufReadPost', {
  callback = function(event)
    local path = vim.api.nvim_buf_get_name(event.buf)
    if not asked[vim.fn.fnamemodify(path, ':e')] or vim.fn.filereadable(path) == 0 then return end
    if vim.fn.executable('fortios-debug') == 0 then return end
    vim.system({ program(), 'detect', '--quiet', '--', path }, {}, vim.schedule_wrap(function(answer)
      if answer.code == 0 and vim.api.nvim_buf_is_valid(event.buf) then vim.bo[event.buf].filetype = 'fortios-debug' end
    end))
  end,
})

vim.api.nvim_create_autocmd('FileType', {
  pattern = 'fortios-debug',
  callback = function(event)
    vim.lsp.start({
      name = 'fortios-debug',
      cmd = { program(), 'lsp' },
      root_dir = vim.fn.getcwd(), -- one server for all captures
    }, { bufnr = event.buf })
  end,
})
